// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result says of a mail that was not taken: who, by which reply, and no secret. */
class ToldResultFaultTest {

    private static final String PASSWORD = "Tr0ub4dor&3";

    @ParameterizedTest
    @CsvSource({"CONTENT, ''", "CONTENT, CHUNKING", "DATA, CHUNKING", "CONTENT, PIPELINING"})
    void whoWasAcceptedAndLostTheMailIsRejectedByTheReplyThatLostIt(String step, String missing) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without(missing)
                        .on("RCPT", 2, Fault.reply("550 5.1.1 unknown"))
                        .on(step, Fault.reply("554 5.7.1 spam"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
            SmtpConnectorException failure =
                    mailer.failure(RawMessage.of("hello\r\n"), "a@test.example", "b@test.example");

            assertThat(failure.getResult().accepted()).isEmpty();
            assertThat(failure.getResult().rejected()).containsExactly("a@test.example", "b@test.example");
            assertThat(failure.getResult().recipients())
                    .extracting(recipient -> String.valueOf(recipient.reply()))
                    .containsExactly("554 5.7.1 spam", "550 5.1.1 unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void noReplyShowsTheLoginInAnyFormThatWasSent(String mechanism) {
        String plain = base64("\0ann\0" + PASSWORD);
        String echo = " you said " + PASSWORD + ", " + plain + " and " + base64(PASSWORD);
        for (String step : List.of("AUTH", "MAIL", "RCPT", "CONTENT")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .login("ann", PASSWORD, mechanism)
                            .on(step, Fault.reply("535-5.7.8" + echo, "535 5.7.8" + echo))
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).login("ann", PASSWORD).transcribed()) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(List.of(failure.getMessage(), failure.getReply().toString(), mailer.transcript.toString()))
                        .allSatisfy(shown -> assertThat(shown)
                                .doesNotContain(PASSWORD)
                                .doesNotContain(mechanism.equals("PLAIN") ? plain : base64(PASSWORD))
                                .contains("***"));
            }
        }
    }

    @Test
    void namesTheSizeAndWhatNeedsSmtpUtf8() {
        try (SmtpTestServer server =
                        new SmtpTestServer().with("SIZE 10").without("SMTPUTF8").start();
                MailerFixture mailer = new MailerFixture(server)) {
            assertThat(mailer.failure("hello\r\n"))
                    .hasMessageContaining("the size of the mail is 24 octets and the server takes 10");
        }
        RawMessage header = new RawMessage(
                "<1@test.example>", "To: \u00fc\r\n\r\n".getBytes(StandardCharsets.UTF_8), true, false, true);
        assertCapability(new SmtpTestServer().without("SMTPUTF8"), header, "a header of the message is not ASCII");
        assertCapability(new SmtpTestServer().without("8BITMIME"), header, "offers without 8BITMIME");
        RawMessage body = new RawMessage(
                "<1@test.example>", "\r\n\u00fc\r\n".getBytes(StandardCharsets.UTF_8), true, true, false);
        assertCapability(new SmtpTestServer().without("8BITMIME"), body, "the mail has 8-bit content");
    }

    private static void assertCapability(SmtpTestServer server, RawMessage message, String problem) {
        try (server;
                MailerFixture mailer = new MailerFixture(server.start())) {
            SmtpConnectorException failure = mailer.failure(message, "to@test.example");
            assertThat(failure.getCategory()).isEqualTo(Category.CAPABILITY);
            assertThat(failure).hasMessageContaining(problem);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
