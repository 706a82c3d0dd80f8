// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the code and the enhanced code of a reply mean to a route, beside what the fault matrix has of each step. */
class DialogueFaultTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GREETING, 450 later, TRANSIENT, GREETING, retry",
        "GREETING, 554 5.7.1 go away, PERMANENT, GREETING, stop",
        "EHLO, 451 later, TRANSIENT, EHLO, retry",
        "MAIL, 450 4.7.1 greylisted, TRANSIENT, MAIL, retry",
        "MAIL, 451 4.3.0 trouble, TRANSIENT, MAIL, retry",
        "MAIL, 452 4.3.1 disk full, SIZE, MAIL, retry",
        "MAIL, 452 disk full, SIZE, MAIL, retry",
        "MAIL, 500 what, PERMANENT, MAIL, stop",
        "MAIL, 530 5.7.0 login first, PERMANENT, MAIL, stop",
        "MAIL, 535 5.7.8 no, AUTH, MAIL, stop",
        "MAIL, 550 5.1.8 bad sender, PERMANENT, MAIL, stop",
        "MAIL, 552 5.3.4 too big, SIZE, MAIL, stop",
        "MAIL, 553 5.1.7 bad path, PERMANENT, MAIL, stop",
        "MAIL, 220 odd, PROTOCOL, MAIL, retry",
        "RCPT, 450 4.2.1 busy, RECIPIENTS_REJECTED, RCPT, retry",
        "RCPT, 451 later, RECIPIENTS_REJECTED, RCPT, retry",
        "RCPT, 452 full, RECIPIENTS_REJECTED, RCPT, retry",
        "RCPT, 550 5.1.1 unknown, RECIPIENTS_REJECTED, RCPT, stop",
        "RCPT, 552 5.2.2 mailbox full, RECIPIENTS_REJECTED, RCPT, stop",
        "RCPT, 553 bad, RECIPIENTS_REJECTED, RCPT, stop",
        "CONTENT, 450 later, TRANSIENT, FINAL_REPLY, retry",
        "CONTENT, 451 4.7.1 later, TRANSIENT, FINAL_REPLY, retry",
        "CONTENT, 452 4.3.1 disk full, SIZE, FINAL_REPLY, retry",
        "CONTENT, 550 5.7.1 spam, PERMANENT, FINAL_REPLY, stop",
        "CONTENT, 552 5.3.4 too big, SIZE, FINAL_REPLY, stop",
        "CONTENT, 554 5.6.0 bad mail, PERMANENT, FINAL_REPLY, stop",
        "CONTENT, 221 odd, PROTOCOL, FINAL_REPLY, ask",
    })
    void anUnexpectedReplyIsClassified(String step, String reply, Category category, Phase phase, String usually) {
        for (List<String> missing : List.of(
                List.<String>of(), List.of("CHUNKING"), List.of("PIPELINING"), List.of("CHUNKING", "PIPELINING"))) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing.toArray(String[]::new))
                            .on(1, step, 1, Fault.reply(reply))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");
                // In one flight the content was on its way when the answer made no sense.
                boolean inDoubt = missing.isEmpty()
                        && reply.endsWith("odd")
                        && List.of("MAIL", "RCPT").contains(step);
                String next = inDoubt ? "ask" : usually;

                assertThat(failure.getMessage()).contains("127.0.0.1:" + server.port());
                assertThat(failure.getCategory()).as(failure.getMessage()).isEqualTo(category);
                assertThat(failure.getPhase()).isEqualTo(phase);
                assertThat(failure).isInstanceOf(classOf(next));
                assertThat(failure.getDeliveryState())
                        .isEqualTo(next.equals("ask") ? DeliveryState.UNKNOWN : DeliveryState.NOT_SENT);
                assertThat(failure.getReply()).isNotNull();
                assertThat(failure.getReply()).hasToString(reply);
                assertThat(server.mails()).isEmpty();
                assertThat(mailer.passBackOff().send("again\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.onlyMail().parsed().text()).isEqualTo("again\r\n");
            }
        }
    }

    private static Class<? extends SmtpConnectorException> classOf(String next) {
        return switch (next) {
            case "retry" -> RetryableSmtpException.class;
            case "stop" -> PermanentSmtpException.class;
            default -> UncertainDeliveryException.class;
        };
    }
}
