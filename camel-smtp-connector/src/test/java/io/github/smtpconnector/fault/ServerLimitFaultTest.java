// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that takes fewer connections than the sender would have: the mails go over those that it takes. */
class ServerLimitFaultTest {

    private static final String REFUSAL = "421 4.7.0 too many of you";

    private final CountDownLatch release = new CountDownLatch(1);
    private final Fault held = Fault.held(release);

    @ParameterizedTest
    @CsvSource({"1, 1000", "3, 1000", "3, 1", "3, 7"})
    void noMailIsLostToTheLimit(int limit, int mailsEach) throws Exception {
        AtomicInteger open = new AtomicInteger();
        Fault atMost = session -> {
            if (open.incrementAndGet() <= limit) {
                return true;
            }
            open.decrementAndGet();
            return Fault.replyAndClose(REFUSAL).at(session);
        };
        Fault leaving = session -> {
            open.decrementAndGet();
            return true;
        };
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("GREETING", atMost)
                        .on("QUIT", leaving)
                        .start();
                MailerFixture mailer = new MailerFixture(server).maxInFlight(4).maxMessages(mailsEach)) {
            assertThat(mailer.send("it serves\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            List<CompletableFuture<Integer>> senders = IntStream.range(0, 8)
                    .mapToObj(sender -> InBackground.supply(() -> {
                        for (int i = 0; i < 25; i++) {
                            mailer.send("mail\r\n");
                        }
                        return sender;
                    }))
                    .toList();
            for (CompletableFuture<Integer> sender : senders) {
                sender.get(60, TimeUnit.SECONDS);
            }
            assertThat(server.mails()).hasSize(201);
            assertThat(mailer.stats().backOff()).isZero();
        }
    }

    /** Whatever keeps one more from being opened is no matter of the mail. */
    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO"})
    void oneMoreIsTriedNowAndThen(String step) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 1, held)
                        .on(2, step, 1, Fault.replyAndClose(REFUSAL))
                        .on(3, step, 1, Fault.close())
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SendResult> first = InBackground.supply(() -> mailer.send("first\r\n"));
            server.awaitReached();
            CompletableFuture<SendResult> second = InBackground.supply(() -> mailer.send("second\r\n"));
            mailer.awaitWaiting(1);
            assertThat(mailer.stats().serverLimit()).isOne();
            assertThat(server.connections()).isEqualTo(2);

            mailer.clock.advance(Duration.ofSeconds(1));
            mailer.pools.sweep();
            while (server.connections() < 3 || mailer.stats().waiting() < 1) {
                Thread.onSpinWait();
            }
            mailer.clock.advance(Duration.ofSeconds(1));
            mailer.pools.sweep();
            assertThat(mailer.stats().waiting()).as("twice as long").isOne();
            mailer.clock.advance(Duration.ofSeconds(1));
            mailer.pools.sweep();

            assertThat(second.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(4);
            assertThat(mailer.stats().serverLimit()).isEqualTo(2);
            release.countDown();
            first.join();
        }
    }

    @Test
    void whereNoneServesTheMailFailsAsItWasRefused() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(
                                1,
                                "CONTENT",
                                1,
                                session -> held.at(session) && Fault.close().at(session))
                        .on(2, "GREETING", 1, Fault.replyAndClose(REFUSAL))
                        .on(3, "GREETING", 1, Fault.replyAndClose(REFUSAL))
                        .start();
                MailerFixture mailer = new MailerFixture(server).maxWait(Duration.ofMillis(500))) {
            CompletableFuture<SmtpConnectorException> first = InBackground.supply(() -> mailer.failure("first\r\n"));
            server.awaitReached();
            CompletableFuture<SmtpConnectorException> second = InBackground.supply(() -> mailer.failure("second\r\n"));
            mailer.awaitWaiting(1);
            release.countDown();

            assertThat(first.join().getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(second.join().getCategory()).isEqualTo(Category.TRANSIENT);
            assertThat(second.join()).hasMessageContaining(REFUSAL);
        }
    }

    /** What stands before a server that is down takes connections, and ends them after a wait of its own. */
    @Test
    void aConnectionThatEndsWithoutAGreetingBeginsAPause() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "GREETING", 1, Fault.close()).start();
                MailerFixture mailer = new MailerFixture(server).maxWait(Duration.ofMillis(999))) {
            assertThat(mailer.failure("first\r\n").getCategory()).isEqualTo(Category.CONNECT);
            assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(1));
            assertThat(mailer.failure("second\r\n"))
                    .hasMessageContaining("so no connection is opened for another 1000 ms. If this port expects TLS")
                    .extracting(SmtpConnectorException::getCategory)
                    .isEqualTo(Category.CONNECT);
            assertThat(server.connections()).isOne();
            mailer.passBackOff();
            assertThat(mailer.send("third\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }
}
