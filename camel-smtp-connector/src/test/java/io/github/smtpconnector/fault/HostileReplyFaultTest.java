// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.MailerFixture;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.TlsPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that make no sense or try to look like something else; where and when is the fault matrix's affair. */
class HostileReplyFaultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n",
                "99 too short\r\n",
                "100 no such class\r\n",
                "600 no such class\r\n",
                "250x no separator\r\n",
                "\r\n",
                "250-one\r\n251 two codes\r\n",
                "2é0 digits\r\n"
            })
    void whatIsNoReplyEndsTheConnection(String octets) {
        for (String step : List.of("GREETING", "EHLO", "MAIL")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without("PIPELINING")
                            .on(1, step, 1, Fault.raw(octets))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure.getCategory()).isEqualTo(Category.PROTOCOL);
                assertThat(failure).isInstanceOf(RetryableSmtpException.class);
                assertThat(mailer.pools.openLines()).isZero();
                assertThat(mailer.send("again\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            }
        }
    }

    @Test
    void controlCharactersAreShownAndNotObeyed() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("MAIL", Fault.raw("550 5.1.8 a\u001b[2Jb\u0000c\u2028d\u202e\r\n"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getReply().text()).isEqualTo("a\\u001B[2Jb\\u0000c\\u2028d\\u202E");
            assertThat(failure.getMessage()).doesNotContain("\u001b", "\u0000", "\u2028", "\u202e");
        }
    }

    @Test
    void aServerThatKnowsHeloOnlyIsServedWhereNothingMoreWasAskedFor() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("EHLO", Fault.reply("502 5.5.1 what?"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands())
                    .startsWith("EHLO client.example", "HELO client.example", "MAIL FROM:<from@test.example>");
        }
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("EHLO", Fault.reply("502 5.5.1 what?"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).tls(TlsPolicy.Mode.STARTTLS_REQUIRED)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getPhase()).isEqualTo(Phase.EHLO);
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(server.commands()).containsExactly("EHLO client.example");
        }
    }
}
