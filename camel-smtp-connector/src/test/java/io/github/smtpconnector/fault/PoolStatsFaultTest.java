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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the pool says of itself, at moments that a test holds. */
class PoolStatsFaultTest {

    private static final Duration HALF = Duration.ofMillis(300);

    private final CountDownLatch release = new CountDownLatch(1);
    private final Fault held = Fault.held(release);

    @AfterEach
    void stop() {
        release.countDown();
    }

    @Test
    void countsWhatIsBeingOpened() {
        try (SmtpTestServer server = new SmtpTestServer().on("GREETING", held).start();
                MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SendResult> first = InBackground.supply(() -> mailer.send("first\r\n"));
            server.awaitReached();
            assertThat(mailer.stats().opening()).isOne();
            assertThat(mailer.stats().connections()).isZero();

            release.countDown();
            first.join();
            assertThat(mailer.stats().opening()).isZero();
            assertThat(mailer.stats().connections()).isOne();
            assertThat(mailer.stats().busy()).isZero();
            assertThat(mailer.stats().inFlight()).isZero();
        }
    }

    @Test
    void noConnectionCarriesMoreMailsAtOnceThanAllowed() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "CONTENT", 3, held).start();
                MailerFixture mailer = new MailerFixture(server)
                        .maxConnections(1)
                        .maxInFlight(2)
                        .maxWait(HALF)) {
            mailer.send("first\r\n");
            mailer.send("second\r\n");
            CompletableFuture<SendResult> third = InBackground.supply(() -> mailer.send("third\r\n"));
            server.awaitReached();
            CompletableFuture<SendResult> fourth = InBackground.supply(() -> mailer.send("fourth\r\n"));
            while (mailer.stats().inFlight() < 2) {
                Thread.onSpinWait();
            }
            assertThat(mailer.stats().busy()).isOne();
            assertThat(notServed(mailer, mailer.sender()).getCategory()).isEqualTo(Category.POOL_EXHAUSTED);

            release.countDown();
            assertThat(third.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(fourth.join().state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @Test
    void tellsThePauseAfterARefusalFromAPoolThatIsFull() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 1, held)
                        .on(2, "GREETING", 1, Fault.replyAndClose("421 4.7.0 too many of you"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SendResult> first = InBackground.supply(() -> mailer.send("first\r\n"));
            server.awaitReached();
            assertThat(notServed(mailer, mailer.maxWait(HALF).sender()))
                    .hasMessageContaining("421 4.7.0 too many of you");

            Function<String, SendResult> mayHaveTwo = mailer.maxConnections(2).sender();
            assertThat(notServed(mailer, mayHaveTwo).getCategory()).isEqualTo(Category.RATE_LIMITED);
            Function<String, SendResult> mayHaveOne = mailer.maxConnections(1).sender();
            assertThat(notServed(mailer, mayHaveOne).getCategory()).isEqualTo(Category.POOL_EXHAUSTED);
            release.countDown();
            first.join();
        }
    }

    @Test
    void aSenderThatIsInterruptedWhileItWaitsLeavesTheLine() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("CONTENT", held).start();
                MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            CompletableFuture<SendResult> first = InBackground.supply(() -> mailer.send("first\r\n"));
            server.awaitReached();
            CompletableFuture<SmtpConnectorException> failure = new CompletableFuture<>();
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread second = new Thread(() -> {
                failure.complete(mailer.failure("second\r\n"));
                interrupted.set(Thread.interrupted());
            });
            second.start();
            mailer.awaitWaiting(1);
            second.interrupt();
            second.join();

            assertThat(failure.join().getCategory()).isEqualTo(Category.SHUTDOWN);
            assertThat(interrupted).as("who interrupted may still want to know").isTrue();
            assertThat(mailer.stats().waiting()).isZero();
            release.countDown();
            first.join();
        }
    }

    @Test
    void sweepingClosesWhatTheServerLeftAndKeepsTheRest() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("first\r\n");
            mailer.pools.sweep();
            assertThat(mailer.stats().connections()).isOne();
            mailer.send("second\r\n");
            assertThat(server.connections()).isOne();

            server.hangUp();
            while (mailer.pools.openLines() > 0) {
                mailer.pools.sweep();
            }
            assertThat(mailer.stats().connections()).isZero();
        }
    }

    /** Lets the time pass that the sender is ready to wait. */
    private static SmtpConnectorException notServed(MailerFixture mailer, Function<String, SendResult> sender) {
        CompletableFuture<SendResult> sending = InBackground.supply(() -> sender.apply("in vain\r\n"));
        mailer.awaitWaiting(1);
        mailer.clock.advance(HALF);
        mailer.pools.sweep();
        return sending.handle((result, thrown) -> (SmtpConnectorException) thrown.getCause())
                .join();
    }
}
