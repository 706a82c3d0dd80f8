// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message about refused recipients names them, unless it must not. */
class RefusedNamesTest extends RouteFixture {

    private SmtpConnectorException refuse(int refused, boolean partly, boolean named) throws Exception {
        for (int i = 1; i <= refused; i++) {
            server.on("RCPT", i + 1, Fault.reply("550 5.1.1 unknown"));
        }
        if (partly) {
            // One after the other, so that the first has got the mail when the second is refused.
            server.with("LIMITS RCPTMAX=1");
        }
        context.getComponent("smtp-connector", SmtpComponent.class).setLogAddresses(named);
        String more = String.join(
                ",",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "r" + i + "@example.com")
                        .toList());
        run(routes -> routes.from("direct:in").to(smtp("&bcc=" + more)));
        Exchange exchange = send("t", Map.of());
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.REJECTED))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(partly ? 1 : refused);
        return exchange.getException(SmtpConnectorException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, refused: r1@example.com;",
        "3, 'refused: r1@example.com, r2@example.com, r3@example.com;'",
        "5, 'refused: r1@example.com, r2@example.com, r3@example.com and 2 more;'",
    })
    void namesThreeAtMost(int refused, String names) throws Exception {
        SmtpConnectorException failure = refuse(refused, false, true);
        assertThat(failure.getCategory()).isEqualTo(Category.RECIPIENTS_REJECTED);
        assertThat(failure).hasMessageContaining(names);
    }

    @Test
    void namesThemWhereSomeHaveGotTheMail() throws Exception {
        SmtpConnectorException failure = refuse(1, true, true);
        assertThat(failure.getCategory()).isEqualTo(Category.PARTIAL);
        assertThat(failure).hasMessageContaining("refused: r1@example.com;");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void namesNobodyWhereLogsMustNotHoldAddresses(boolean partly) throws Exception {
        assertThat(refuse(2, partly, false).getMessage()).doesNotContain("r1@", "r2@", "to@", "refused: ");
    }

    /** Told once, where the failure was made, however often it is told further. */
    @Test
    void keepsWhereItWasThrown() throws Exception {
        SmtpConnectorException failure = refuse(1, false, true);
        assertThat(List.of(failure.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().contains(".wire.transaction."));
    }
}
