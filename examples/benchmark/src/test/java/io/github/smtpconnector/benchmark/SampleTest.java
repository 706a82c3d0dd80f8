// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.benchmark.client.Contender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
    private static final Cell CELL = Cell.small(Security.PLAIN, 8, 20).of(Payload.HUNDRED_RECIPIENTS);

    @ParameterizedTest
    @CsvSource({
        "9, 900, 0, 5000, 'sent 10.0 mails, 9.0 arrived'",
        "10, 999, 0, 5000, 'sent to 1000.0 recipients, 999.0 arrived'",
        "10, 1000, 0, 12, 'a mail of 12.0 octets arrived, its parts are larger'",
        "10, 1000, 2, 5000, 'the server refused 2.0 commands'",
        "10, 1000, 0, 5000, ''",
    })
    void countsOnlyWhatArrivedAsItWasSent(
            double received, double recipients, double refused, double smallest, String problem) {
        Figures sink = Figures.none()
                .with("received", received)
                .with("recipients", recipients)
                .with("refused", refused)
                .with("smallest", smallest);

        Sample sample = Sample.of(CELL, Contender.RAW, 1, "sent=10 rate=5.0", sink);

        assertThat(sample.problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"FAILED java.io.IOException: gone, java.io.IOException: gone"})
    void keepsTheReasonAClientGave(String answer, String problem) {
        Sample sample = Sample.of(CELL, Contender.RAW, 1, answer, Figures.none());

        assertThat(sample.problem()).isEqualTo(problem);
        assertThat(sample.failed()).isTrue();
    }
}
