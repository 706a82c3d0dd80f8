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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** maxMessagesPerSecond: even distances, in order of arrival. */
class PaceFaultTest {

    private final ExecutorService senders = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        senders.shutdownNow();
    }

    @Test
    void mailsGoOneByOneInOrderOfArrival() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).maxPerSecond(0.5)) {
            mailer.send("0\r\n");
            List<CompletableFuture<SendResult>> waiting = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                String text = i + "\r\n";
                waiting.add(CompletableFuture.supplyAsync(() -> mailer.send(text), senders));
                mailer.awaitWaiting(i);
            }
            for (int i = 1; i <= 5; i++) {
                pass(mailer, Duration.ofMillis(1999));
                assertThat(mailer.stats().waiting()).isEqualTo(6 - i);
                pass(mailer, Duration.ofMillis(1));
                waiting.get(i - 1).join();
            }
            assertThat(server.mails())
                    .extracting(mail -> mail.parsed().text().strip())
                    .containsExactly("0", "1", "2", "3", "4", "5");
        }
    }

    @Test
    void whoseTurnWouldComeTooLateIsToldAtOnce() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer =
                        new MailerFixture(server).maxPerSecond(0.1).maxWait(Duration.ofSeconds(25))) {
            mailer.send("first\r\n");
            CompletableFuture<SendResult> second = later(mailer, "second\r\n", 1);
            CompletableFuture<SendResult> third = later(mailer, "third\r\n", 2);
            SmtpConnectorException failure = mailer.failure("fourth\r\n");

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.RATE_LIMITED);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure)
                    .hasMessageContaining("maxMessagesPerSecond=0.1")
                    .hasMessageContaining("30000 ms")
                    .hasMessageContaining("maxWait=25000 ms");
            pass(mailer, Duration.ofSeconds(10));
            second.join();
            pass(mailer, Duration.ofSeconds(10));
            third.join();
            assertThat(server.mails()).hasSize(3);
        }
    }

    @Test
    void aSenderWithoutALimitPassesThoseWhoAreHeldBack() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            Function<String, SendResult> free = mailer.sender();
            mailer.maxPerSecond(0.1).send("first\r\n");
            CompletableFuture<SendResult> second = later(mailer, "second\r\n", 1);
            for (int i = 0; i < 10; i++) {
                free.apply("free\r\n");
            }
            assertThat(second).isNotDone();
            pass(mailer, Duration.ofSeconds(10));
            second.join();
            assertThat(server.mails()).hasSize(12);
        }
    }

    @Test
    void aConnectionThatWasFoundDeadIsReplacedWithoutAnotherWait() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("CHUNKING")
                        .on(1, "MAIL", 2, Fault.close())
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).maxPerSecond(0.1).maxWait(Duration.ofSeconds(12))) {
            mailer.send("first\r\n");
            mailer.clock.advance(Duration.ofSeconds(10));
            mailer.send("second\r\n");
            assertThat(server.connections()).isEqualTo(2);

            CompletableFuture<SendResult> third = later(mailer, "third\r\n", 1);
            pass(mailer, Duration.ofSeconds(10));
            third.join();
        }
    }

    @Test
    void stoppingWakesWhoWaitsForItsTurn() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).maxPerSecond(0.1)) {
            mailer.send("first\r\n");
            CompletableFuture<SmtpConnectorException> second =
                    CompletableFuture.supplyAsync(() -> mailer.failure("second\r\n"), senders);
            mailer.awaitWaiting(1);
            mailer.pools.shutdown(Duration.ZERO);

            assertThat(second.join().getCategory()).isEqualTo(Category.SHUTDOWN);
        }
    }

    @Test
    void isKeptByEndpointsThatComeAndGo() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)
                        .maxPerSecond(0.1)
                        .maxMessages(1)
                        .maxWait(Duration.ofMillis(9999))) {
            mailer.send("first\r\n");
            mailer.letGo();
            mailer.pools.sweep();

            assertThat(mailer.failure("second\r\n").getCategory()).isEqualTo(Category.RATE_LIMITED);
        }
    }

    private CompletableFuture<SendResult> later(MailerFixture mailer, String text, int waiting) {
        CompletableFuture<SendResult> sending = CompletableFuture.supplyAsync(() -> mailer.send(text), senders);
        mailer.awaitWaiting(waiting);
        return sending;
    }

    private static void pass(MailerFixture mailer, Duration time) {
        mailer.clock.advance(time);
        mailer.pools.sweep();
    }
}
