// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are kept, left, worn out or found dead. */
class ReuseFaultTest {

    @Test
    void oneConnectionCarriesManyMails() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 10; i++) {
                assertThat(mailer.send("mail\r\n").server().reused()).isEqualTo(i > 0);
            }
            assertThat(server.connections()).isOne();
            assertThat(server.mails()).hasSize(10);
        }
    }

    @Test
    void aServerThatHangsUpAfterEachMailCostsNoMail() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on("CONTENT", Fault.thenClose())
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                }
                assertThat(server.mails()).hasSize(20);
            }
        }
    }

    @Test
    void anIdleConnectionThatTheServerLeftCostsNoMail() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 5; i++) {
                mailer.send("mail\r\n");
                mailer.send("mail\r\n");
                server.hangUp();
            }
            assertThat(server.mails()).hasSize(10);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void a421ThatNobodyAskedForCostsNoMail() throws IOException {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("mail\r\n");
            mailer.send("mail\r\n");
            server.session(1).write("421 4.4.2 idle for too long\r\n");
            mailer.send("mail\r\n");

            assertThat(server.mails()).hasSize(3);
        }
    }

    @Test
    void a421InsteadOfAnAnswerToMailIsAnsweredByANewConnection() {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on(1, "MAIL", 3, Fault.replyAndClose("421 4.7.0 enough for one connection"))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                for (int i = 0; i < 4; i++) {
                    assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
                }
                assertThat(server.mails()).hasSize(4);
                assertThat(server.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void aDeadConnectionIsReplacedOnlyOnce() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("CHUNKING")
                        .on(1, "MAIL", 2, Fault.close())
                        .on(2, "MAIL", 1, Fault.close())
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("mail\r\n");
            SmtpConnectorException failure = mailer.failure("mail\r\n");

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.DROPPED);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatWasQuietForLongMustProveItselfFirst() throws InterruptedException {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "MAIL", 4, Fault.silence()).start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 3; i++) {
                mailer.send("mail\r\n");
            }
            mailer.clock.advance(Duration.ofSeconds(20));
            SendResult[] result = new SendResult[1];
            Thread sender = new Thread(() -> result[0] = mailer.send("late\r\n"));
            sender.start();
            server.awaitSilence();
            mailer.passTimeUntilALineEnds();
            sender.join();

            assertThat(result[0].state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.mails()).hasSize(4);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionIsLeftAfterSoManyMails() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).maxMessages(3)) {
            for (int i = 0; i < 7; i++) {
                mailer.send("mail\r\n");
            }
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.commands(1)).endsWith("QUIT");
        }
    }

    @Test
    void maxMessagesOfOneMeansNoReuse() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).maxMessages(1)) {
            mailer.send("mail\r\n");
            mailer.send("mail\r\n");

            assertThat(server.connections()).isEqualTo(2);
            server.session(2).awaitEnd();
            mailer.pools.sweep();
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 301})
    void anUnusedConnectionIsClosedAndAnOldOneNotUsedAgain(int seconds) {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("mail\r\n");
            mailer.clock.advance(Duration.ofSeconds(seconds));
            mailer.pools.sweep();
            assertThat(mailer.stats().connections()).isZero();
            server.session(1).awaitEnd();
            mailer.pools.sweep();

            assertThat(mailer.pools.openLines()).isZero();
            mailer.send("mail\r\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void anOldConnectionIsNotUsedAgainThoughItIsBusy() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int i = 0; i < 12; i++) {
                mailer.send("mail\r\n");
                mailer.clock.advance(Duration.ofSeconds(29));
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionIsTooOldWhenItsTimeIsUpAndNotBefore() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int second = 0; second <= 275; second += 25) {
                mailer.send("mail\r\n");
                mailer.clock.advance(Duration.ofSeconds(25));
            }
            assertThat(server.connections()).isOne();
            mailer.send("mail\r\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT, ''", "RCPT, PIPELINING", "DATA, CHUNKING", "CONTENT, ''", "CONTENT, CHUNKING"})
    void aRefusedMailIsFollowedByReset(String step, String missing) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without(missing)
                        .on(step, 1, Fault.reply("550 5.1.1 unknown"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("first\r\n");
            mailer.send("second\r\n");
            mailer.send("third\r\n");

            assertThat(server.commands())
                    .filteredOn(line -> line.startsWith("RSET") || line.startsWith("MAIL"))
                    .extracting(line -> line.substring(0, 4))
                    .containsExactly("MAIL", "RSET", "MAIL", "MAIL");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void saysHowLongEnvelopeAndContentTook() {
        try (SmtpTestServer server = new SmtpTestServer();
                MailerFixture mailer = new MailerFixture(server)) {
            server.without("PIPELINING")
                    .on("RCPT", session -> passes(mailer, Duration.ofMillis(20)))
                    .on("CONTENT", session -> passes(mailer, Duration.ofMillis(300)))
                    .start();
            mailer.send("first\r\n");
            SendResult result = mailer.send("second\r\n");

            assertThat(result.envelopeTime()).isEqualTo(Duration.ofMillis(20));
            assertThat(result.messageTime()).isEqualTo(Duration.ofMillis(300));
        }
    }

    private static boolean passes(MailerFixture mailer, Duration time) {
        mailer.clock.advance(time);
        return true;
    }

    @Test
    void stoppingSaysQuit() {
        try (SmtpTestServer server = new SmtpTestServer().start()) {
            try (MailerFixture mailer = new MailerFixture(server)) {
                mailer.send("mail\r\n");
            }
            server.session(1).awaitEnd();
            assertThat(server.commands(1)).endsWith("QUIT");
        }
    }
}
