// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says to the content that travelled behind an envelope which it then refused. */
class RefusedContentFaultTest {

    @Test
    void aMailThatIsTakenAfterItsSenderWasRefusedIsInDoubt() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("MAIL", 1, Fault.claiming("550 5.7.1 not you"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(failure).hasMessageContaining("no refusal of the content of a mail that it had refused");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BDAT, 450 4.5.0 no recipients, true",
        "BDAT, 554 5.5.1 no recipients, true",
        "BDAT, 250 2.0.0 as you like, false",
        "BDAT, 354 go ahead, false",
        "DATA, 450 4.5.0 no recipients, true",
        "DATA, 554 5.5.1 no recipients, true",
        "DATA, 354 go ahead, false",
    })
    void aMailForNobodyIsNotSentAndTheConnectionIsKeptWhereItsContentWasRefused(
            String verb, String answer, boolean kept) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without(verb.equals("DATA") ? "CHUNKING" : "")
                        .on(1, "RCPT", 1, Fault.claiming("550 5.1.1 unknown"))
                        .on(1, verb, 1, Fault.reply(answer))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure.getPhase()).isEqualTo(Phase.RCPT);
            assertThat(mailer.send("again\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(kept ? 1 : 2);
            assertThat(server.mails()).hasSize(1);
        }
    }
}
