// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.SmtpReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueIdTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 | 2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8 | 4XyZ1k2Lh3z9vQ8",
                "250 | OK id=1tQ2xY-00000000abc-1Xyz | 1tQ2xY-00000000abc-1Xyz",
                "250 | 2.0.0 4ANKZ1xS012345 Message accepted for delivery | 4ANKZ1xS012345",
                "250 | 2.6.0 <a@b> [InternalId=12345678, Hostname=mx.example.com] Queued mail for delivery | 12345678",
                "250 | Ok 0100019abcdef-1234-000000 | 0100019abcdef-1234-000000",
                "250 | 2.0.0 OK  1732320000 a640c23a62f3a-aa50f5b2f81si123 - gsmtp | a640c23a62f3a-aa50f5b2f81si123",
                "250 | 2.0.0 Ok |",
                "250 | Thank you |",
                "451 | 4.3.0 queued as 4XyZ1k2Lh3z9vQ8 |",
            })
    void recognisesTheFormsInWideUse(int code, String text, String id) {
        assertThat(QueueId.in(SmtpReply.of(code, text))).isEqualTo(id);
    }
}
