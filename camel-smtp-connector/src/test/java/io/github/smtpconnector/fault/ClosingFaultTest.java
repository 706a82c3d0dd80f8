// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server counts a connection until it has answered QUIT, and so does the pool. */
class ClosingFaultTest {

    private final CountDownLatch release = new CountDownLatch(1);

    /** Is slow to answer QUIT. */
    private final Fault held = Fault.held(release);

    @Test
    void noOtherTakesItsPlaceBefore() {
        try (SmtpTestServer server = new SmtpTestServer().on(1, "QUIT", 1, held).start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxMessages(1)) {
            mailer.send("first\r\n");
            server.awaitReached();
            assertThat(mailer.stats().closing()).isOne();
            assertThat(mailer.stats().connections()).isZero();
            CompletableFuture<SendResult> second = InBackground.supply(() -> mailer.send("second\r\n"));
            while (mailer.stats().opening() == 0) {
                Thread.onSpinWait();
            }
            mailer.pools.sweep();
            assertThat(server.connections()).isOne();

            release.countDown();
            assertThat(second.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void neverAreMoreOpenAtTheServerThanAllowed(int most) throws Exception {
        for (int each : List.of(1, 2, 7)) {
            OpenSessions open = new OpenSessions();
            try (SmtpTestServer server = new SmtpTestServer()
                            .on("GREETING", open::begin)
                            .on("QUIT", open::end)
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).maxConnections(most).maxMessages(each)) {
                List<CompletableFuture<Void>> senders = IntStream.range(0, 8)
                        .mapToObj(sender -> InBackground.supply(() -> {
                            for (int i = 0; i < 20; i++) {
                                mailer.send("mail\r\n");
                            }
                            return (Void) null;
                        }))
                        .toList();
                for (CompletableFuture<Void> sender : senders) {
                    sender.get(60, TimeUnit.SECONDS);
                }
                assertThat(server.mails()).hasSize(160);
                assertThat(open.most()).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void waitsASecondForTheAnswerAndNoLonger() {
        try (SmtpTestServer server = new SmtpTestServer().on(1, "QUIT", 1, held).start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxMessages(1)) {
            mailer.send("first\r\n");
            CompletableFuture<SendResult> second = InBackground.supply(() -> mailer.send("second\r\n"));
            server.awaitReached();
            while (mailer.stats().opening() == 0) {
                Thread.onSpinWait();
            }
            mailer.clock.advance(Duration.ofMillis(999));
            mailer.pools.sweep();
            assertThat(server.connections()).isOne();

            mailer.passTimeUntil(second::isDone);
            assertThat(second.join().state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @Test
    void theSweepEndsWhatNobodyWaitsFor() {
        try (SmtpTestServer server = new SmtpTestServer().on("QUIT", held).start();
                MailerFixture mailer = new MailerFixture(server).maxMessages(1)) {
            mailer.send("first\r\n");
            mailer.clock.advance(Duration.ofMillis(999));
            mailer.pools.sweep();
            assertThat(mailer.stats().closing()).isOne();
            mailer.clock.advance(Duration.ofMillis(1));
            mailer.pools.sweep();
            assertThat(mailer.stats().closing()).isZero();
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    /** Counts as a server does that notices a goodbye late. */
    private static final class OpenSessions {
        private int open;
        private int most;

        synchronized boolean begin(Object session) {
            open++;
            most = Math.max(most, open);
            return true;
        }

        boolean end(Object session) {
            // Long enough for others to come in before, if they would.
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
                    .join();
            synchronized (this) {
                open--;
            }
            return true;
        }

        synchronized int most() {
            return most;
        }
    }
}
