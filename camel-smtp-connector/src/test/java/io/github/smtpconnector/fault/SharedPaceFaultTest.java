// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pace.PaceKeeper;
import io.github.smtpconnector.pace.TimelineKeeper;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.turns.PaceLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A pace that several processes share: each mailer here has connections of its own, as a process has. */
class SharedPaceFaultTest {

    @Test
    void processesKeepOneDistance() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server)) {
            PaceKeeper keeper = keeper(one);
            paced(one, 0.1, keeper).send("one\r\n");
            CompletableFuture<SendResult> second =
                    InBackground.supply(() -> paced(other, 0.1, keeper).send("two\r\n"));
            awaitWaiting(other);
            // It knows its turn: one that asked later would count from later.
            Waiting.until(
                    () -> other.stats().paceWait().equals(Duration.ofSeconds(10)),
                    Duration.ofSeconds(10),
                    () -> "waits " + other.stats().paceWait());
            assertThat(second).isNotDone();
            pass(Duration.ofSeconds(10), one, other);
            second.join();
            assertThat(server.mails()).hasSize(2);
        }
    }

    @Test
    void whoseTurnWouldComeTooLateIsToldBeforeAnythingIsConnected() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server).maxWait(Duration.ofSeconds(25))) {
            PaceKeeper keeper = keeper(one);
            paced(one, 0.01, keeper).send("one\r\n");
            SmtpConnectorException failure = paced(other, 0.01, keeper).failure("two\r\n");

            assertRateLimited(failure);
            assertThat(failure)
                    .hasMessageContaining("maxMessagesPerSecond=0.01")
                    .hasMessageContaining("100000 ms")
                    .hasMessageContaining("maxWait=25000 ms");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void whereTheStoreIsAwayNothingIsConnected() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            TimelineKeeper keeper = keeper(mailer);
            keeper.away(true);
            SmtpConnectorException failure = paced(mailer, 10, keeper).failure("away\r\n");

            assertRateLimited(failure);
            assertThat(failure)
                    .hasMessageContaining("pace keeper failed")
                    .hasMessageNotContaining("secret")
                    .hasRootCauseMessage("no connection to secret@database");
            assertThat(server.connections()).isZero();

            keeper.away(false);
            mailer.send("there\r\n");
        }
    }

    /** A call that hangs holds neither the lock nor a mail beyond its time. */
    @Test
    void whereTheStoreDoesNotAnswerAMailWaitsNoLongerThanItMay() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            CountDownLatch answer = new CountDownLatch(1);
            TimelineKeeper keeper = keeper(mailer);
            keeper.before(() -> await(answer));
            MailerFixture paced = paced(mailer, 10, keeper).maxWait(Duration.ofSeconds(20));
            CompletableFuture<SmtpConnectorException> failing = InBackground.supply(() -> paced.failure("held\r\n"));
            awaitWaiting(mailer);
            mailer.pace(PaceLimits.NONE);
            mailer.sender().apply("free\r\n");
            mailer.passTimeUntil(failing::isDone);

            assertRateLimited(failing.join());
            assertThat(failing.join()).hasMessageContaining("no answer within maxWait=20000 ms");
            assertThat(server.mails()).hasSize(1);
            answer.countDown();
        }
    }

    /** What one process is told holds for all: one connection tries again, and the others follow. */
    @Test
    void aRefusalPausesAllAndOneTries() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "EHLO", 1, Fault.replyAndClose("421 4.7.0 too many"))
                        .start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server).maxWait(Duration.ofMillis(500))) {
            TimelineKeeper keeper = keeper(one);
            assertThat(paced(one, 100, keeper).failure("one\r\n").getReply().code())
                    .isEqualTo(421);
            awaitPause(keeper);

            SmtpConnectorException failure = paced(other, 100, keeper).failure("two\r\n");
            assertRateLimited(failure);
            assertThat(failure).hasMessageContaining("refused to serve this process or another one");
            assertThat(server.connections()).isOne();

            pass(Duration.ofSeconds(1), one, other);
            other.send("two\r\n");
            assertThat(server.connections()).isEqualTo(2);
            awaitEndOfPause(keeper);
            pass(Duration.ofMillis(10), one, other);
            one.send("one\r\n");
        }
    }

    /** 454 to the content is how a provider says that the rate is too high. */
    @Test
    void aThrottledMailPausesAll() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 2, Fault.reply("454 4.7.0 Throttling failure: Maximum sending rate exceeded"))
                        .start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server).maxWait(Duration.ofMillis(500))) {
            TimelineKeeper keeper = keeper(one);
            paced(one, 100, keeper).send("one\r\n");
            pass(Duration.ofMillis(10), one, other);
            assertThat(one.failure("two\r\n").getReply().code()).isEqualTo(454);
            awaitPause(keeper);

            assertRateLimited(paced(other, 100, keeper).failure("three\r\n"));
            assertThat(server.connections()).isOne();
        }
    }

    /** A recipient that is turned away says nothing of the rate. */
    @Test
    void aRefusedRecipientPausesNobody() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("RCPT", 1, Fault.reply("454 4.7.1 Relay access denied"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            TimelineKeeper keeper = keeper(mailer);
            assertThat(paced(mailer, 100, keeper).failure("one\r\n").getCategory())
                    .isEqualTo(Category.RECIPIENTS_REJECTED);
            assertThat(keeper.isPaused()).isFalse();
        }
    }

    @Test
    void recipientsTakeATurnEachHereAndThere() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server).maxWait(Duration.ofSeconds(25))) {
            PaceLimits limits = new PaceLimits(0.1, 0, true, keeper(one));
            one.pace(limits).send(RawMessage.of("three\r\n"), "a@test.example", "b@test.example", "c@test.example");
            assertThat(other.pace(limits).failure("four\r\n")).hasMessageContaining("30000 ms");

            MailerFixture local = new MailerFixture(server).maxWait(Duration.ofSeconds(25));
            try (local) {
                local.pace(new PaceLimits(0.1, 0, true, null))
                        .send(RawMessage.of("three\r\n"), "a@test.example", "b@test.example", "c@test.example");
                assertThat(local.failure("four\r\n")).hasMessageContaining("30000 ms");
            }
        }
    }

    @Test
    void aDayHoldsSoManyHereAndThere() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture one = new MailerFixture(server);
                MailerFixture other = new MailerFixture(server)) {
            TimelineKeeper keeper = keeper(one);
            for (PaceKeeper its : new PaceKeeper[] {keeper, null}) {
                PaceLimits limits = new PaceLimits(0, 2, false, its);
                one.pace(limits).letGo().send("one\r\n");
                one.send("two\r\n");
                SmtpConnectorException failure = (its == null ? one : other.pace(limits)).failure("three\r\n");
                assertRateLimited(failure);
                assertThat(failure).hasMessageContaining("maxMessagesPerDay=2").hasMessageContaining("minutes");

                pass(Duration.ofMinutes(24 * 60 + 15), one, other);
                one.send("three\r\n");
            }
        }
    }

    @Test
    void aMailThatNoDayHoldsFailsForGood() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.pace(new PaceLimits(0, 2, true, null))
                    .failure(RawMessage.of("x\r\n"), "a@test.example", "b@test.example", "c@test.example");
            assertThat(failure).isInstanceOf(PermanentSmtpException.class).hasMessageContaining("never");
            assertThat(failure.getCategory()).isEqualTo(Category.RATE_LIMITED);
        }
    }

    private static void awaitWaiting(MailerFixture mailer) {
        while (mailer.pools.all().isEmpty() || mailer.stats().waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    private static TimelineKeeper keeper(MailerFixture mailer) {
        return new TimelineKeeper(mailer.clock);
    }

    private static MailerFixture paced(MailerFixture mailer, double rate, PaceKeeper keeper) {
        return mailer.pace(new PaceLimits(rate, 0, false, keeper));
    }

    private static void assertRateLimited(SmtpConnectorException failure) {
        assertThat(failure).isInstanceOf(RetryableSmtpException.class);
        assertThat(failure.getCategory()).isEqualTo(Category.RATE_LIMITED);
        assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
    }

    /** The keeper is told in a thread of its own. */
    private static void awaitPause(TimelineKeeper keeper) {
        while (!keeper.isPaused()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitEndOfPause(TimelineKeeper keeper) {
        while (keeper.isPaused()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Duration time, MailerFixture... mailers) {
        for (MailerFixture mailer : mailers) {
            mailer.clock.advance(time);
        }
        for (MailerFixture mailer : mailers) {
            mailer.pools.sweep();
        }
    }
}
