// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several recipients: refused, too many for one transaction, very many. */
class RecipientsFaultTest {

    private static final String[] THREE = {"a@test.example", "b@test.example", "c@test.example"};

    @Test
    void nobodyGetsTheMailWhenOneIsRefused() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on("RCPT", 2, Fault.reply("550 5.1.1 unknown"))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                SmtpConnectorException failure = mailer.failure(RawMessage.of("hello\r\n"), THREE);

                assertThat(failure).isInstanceOf(PermanentSmtpException.class);
                assertThat(failure.getCategory()).isEqualTo(Category.RECIPIENTS_REJECTED);
                assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
                assertThat(failure).hasMessageContaining("1 of 3").hasMessageContaining("SEND_ACCEPTED");
                assertThat(failure.getRecipientResults())
                        .extracting(RecipientResult::address)
                        .containsExactly(THREE);
                assertThat(failure.getResult().accepted()).isEmpty();
                assertThat(failure.getResult().rejected()).containsExactly("b@test.example");
                assertThat(server.mails()).isEmpty();

                assertThat(mailer.send(RawMessage.of("again\r\n"), "d@test.example")
                                .state())
                        .isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.onlyMail().recipients()).containsExactly("d@test.example");
                assertThat(server.connections())
                        .as("a refusal does not cost the connection")
                        .isOne();
            }
        }
    }

    @Test
    void theOthersGetTheMailWhenThatIsWanted() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on("RCPT", 2, Fault.reply("450 4.2.1 busy"))
                            .start();
                    MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
                SendResult result = mailer.send(RawMessage.of("hello\r\n"), THREE);

                assertThat(result.state()).isEqualTo(DeliveryState.PARTIAL);
                assertThat(result.accepted()).containsExactly("a@test.example", "c@test.example");
                assertThat(result.rejected()).containsExactly("b@test.example");
                assertThat(server.onlyMail().recipients()).containsExactly("a@test.example", "c@test.example");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"450 4.2.1 busy, 450 4.2.1 busy, true", "450 4.2.1 busy, 550 5.1.1 unknown, false"})
    void allRefusedIsRetryableOnlyWhenAllMayWorkLater(String first, String second, boolean retryable) {
        for (boolean sendAccepted : List.of(true, false)) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .on("RCPT", 1, Fault.reply(first))
                            .on("RCPT", 2, Fault.reply(second))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                if (sendAccepted) {
                    mailer.sendAccepted();
                }
                SmtpConnectorException failure =
                        mailer.failure(RawMessage.of("hello\r\n"), "a@test.example", "b@test.example");

                assertThat(failure.getCategory()).isEqualTo(Category.RECIPIENTS_REJECTED);
                assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
                assertThat(mailer.send(RawMessage.of("again\r\n"), "c@test.example")
                                .state())
                        .isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.mails()).hasSize(1);
            }
        }
    }

    @Test
    void moreThanTheServerTakesAtOnceGoIntoSeveralTransactions() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            for (boolean announced : List.of(true, false)) {
                for (boolean sendAccepted : List.of(true, false)) {
                    try (SmtpTestServer server = new SmtpTestServer().maxRecipients(5);
                            MailerFixture mailer = new MailerFixture(server)) {
                        server.without(missing);
                        if (announced) {
                            server.with("LIMITS RCPTMAX=5 MAILMAX=1000");
                        }
                        server.start();
                        if (sendAccepted) {
                            mailer.sendAccepted();
                        }
                        String[] recipients = recipients(12);
                        SendResult result = mailer.send(RawMessage.of("hello\r\n"), recipients);

                        assertThat(result.state()).isEqualTo(DeliveryState.ACCEPTED);
                        assertThat(result.accepted()).containsExactly(recipients);
                        assertThat(server.mails())
                                .flatExtracting(SmtpTestServer.TakenMail::recipients)
                                .containsExactly(recipients);
                        assertThat(server.mails()).hasSize(3);
                    }
                }
            }
        }
    }

    @Test
    void aMailboxThatIsFullIsNoFullTransaction() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", 2, Fault.reply("452 4.2.2 mailbox full"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), THREE);

            assertThat(result.rejected()).containsExactly("b@test.example");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void whatALaterTransactionRefusesIsReportedAsPartial() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTMAX=2")
                        .on("RCPT", 3, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure(RawMessage.of("hello\r\n"), recipients(4));

            assertThat(failure.getCategory()).isEqualTo(Category.PARTIAL);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.PARTIAL);
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure).hasMessageContaining("2 of 4 recipients got the mail");
            assertThat(failure.getResult().accepted()).containsExactly("r0@test.example", "r1@test.example");
            assertThat(failure.getResult().rejected()).containsExactly("r2@test.example");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void aLaterTransactionThatIsRefusedDoesNotHideTheOthers() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTMAX=1")
                        .on("RCPT", 2, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), THREE);

            assertThat(result.state()).isEqualTo(DeliveryState.PARTIAL);
            assertThat(result.accepted()).containsExactly("a@test.example", "c@test.example");
            assertThat(result.rejected()).containsExactly("b@test.example");
        }
    }

    @Test
    void theFirstTransactionThatIsRefusedDoesNotHideTheOthers() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("LIMITS RCPTMAX=1")
                        .on("RCPT", 1, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).sendAccepted()) {
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), THREE);

            assertThat(result.accepted()).containsExactly("b@test.example", "c@test.example");
        }
    }

    @Test
    void tenThousandRecipientsNeedNotFitTheBuffersBetween() {
        try (SmtpTestServer server = new SmtpTestServer().maxRecipients(1000).start();
                MailerFixture mailer = new MailerFixture(server)) {
            String[] recipients = recipients(10_000);
            SendResult result = mailer.send(RawMessage.of("hello\r\n"), recipients);

            assertThat(result.accepted()).containsExactly(recipients);
            assertThat(server.mails()).hasSize(10);
            long rcpts = server.commands().stream()
                    .filter(line -> line.startsWith("RCPT"))
                    .count();
            assertThat(rcpts).as("no recipient is offered again and again").isLessThan(10_300);
        }
    }

    private static String[] recipients(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "r" + i + "@test.example")
                .toArray(String[]::new);
    }
}
