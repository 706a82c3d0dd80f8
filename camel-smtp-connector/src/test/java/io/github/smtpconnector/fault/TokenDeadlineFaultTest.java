// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source of tokens that never answers, or ends in what it should not. */
class TokenDeadlineFaultTest {

    private static final Duration LIMIT = MailerFixture.TIMEOUTS.connect().plus(MailerFixture.TIMEOUTS.reply());
    private static final AccessToken TOKEN = new AccessToken("t0ken", true);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final SmtpTestServer server =
            new SmtpTestServer().offering("XOAUTH2").start();

    @AfterEach
    void close() {
        over.countDown();
        server.close();
    }

    /** Does not even listen to an interrupt. */
    private AccessToken hang(String refused) {
        asked.countDown();
        boolean waiting = true;
        while (waiting) {
            try {
                over.await();
                waiting = false;
            } catch (InterruptedException e) {
                // Whoever asks it to end, it does not.
            }
        }
        return TOKEN;
    }

    @Test
    void givesBackItsPlaceWhenTheTimeIsOverAndNotBefore() throws Exception {
        TokenSource source = this::hang;
        try (MailerFixture mailer = new MailerFixture(server)
                .maxConnections(2)
                .maxWait(Duration.ofDays(1))
                .login(new TokenLogin("ann", source))) {
            List<CompletableFuture<SmtpConnectorException>> failing = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                failing.add(InBackground.supply(() -> mailer.failure("mail\r\n")));
            }
            asked.await();
            Waiting.until(
                    () -> !mailer.pools.all().isEmpty() && mailer.stats().opening() == 2,
                    Duration.ofSeconds(10),
                    () -> "not asked");
            long start = mailer.clock.getAsLong();
            mailer.passTimeUntil(() -> failing.stream().allMatch(CompletableFuture::isDone));
            assertThat(Duration.ofNanos(mailer.clock.getAsLong() - start)).isGreaterThanOrEqualTo(LIMIT);
            for (CompletableFuture<SmtpConnectorException> each : failing) {
                SmtpConnectorException failure = each.join();
                assertThat(failure).isInstanceOf(RetryableSmtpException.class);
                assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
                assertThat(failure.getPhase()).isEqualTo(Phase.AUTH);
                assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
                assertThat(failure).hasMessageContaining("no access token came within 70000 ms");
            }
            assertThat(mailer.stats().opening()).isZero();
            assertThat(server.connections()).isZero();
        }
    }

    /** While a refused login pauses, a mail asks whether there is another token: that is no reason to hang either. */
    @ParameterizedTest
    @ValueSource(strings = {"time", "interrupt", "stop"})
    void keepsNoMailForLongThatAsksForAnotherToken(String end) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        TokenSource source = refused -> calls.incrementAndGet() > 1 ? hang("") : new AccessToken("refused", true);
        // Shorter than the pause, or the mail would log in itself.
        Duration maxWait = Duration.ofSeconds(3);
        try (MailerFixture mailer = new MailerFixture(server).maxWait(maxWait).login(new TokenLogin("ann", source))) {
            assertThat(mailer.failure("mail\r\n")).hasMessageContaining("535");
            AtomicReference<Thread> sender = new AtomicReference<>();
            var failing = InBackground.supply(() -> {
                sender.set(Thread.currentThread());
                return mailer.failure("mail\r\n");
            });
            asked.await();
            assertThat(mailer.failure("mail\r\n")).as("another").hasMessageContaining("535");
            switch (end) {
                case "interrupt" -> sender.get().interrupt();
                case "stop" -> mailer.pools.shutdown(Duration.ZERO);
                default -> {
                    mailer.clock.advance(maxWait);
                    mailer.pools.sweep();
                }
            }
            assertThat(failing.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining(
                            switch (end) {
                                case "interrupt" -> "interrupted before anything was sent";
                                case "stop" -> "is being stopped";
                                default -> "535";
                            });
        }
    }

    /** The second question, in the pause after a refused login, is answered by what no source should throw. */
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class, StackOverflowError.class})
    void whatEndsTheQuestionForAnotherTokenIsNoConcernOfTheMail(Class<? extends Throwable> type) {
        AtomicInteger calls = new AtomicInteger();
        TokenSource source = refused -> {
            if (calls.incrementAndGet() > 1) {
                throw TokenDeadlineFaultTest.<RuntimeException>unchecked(type);
            }
            return new AccessToken("refused", true);
        };
        try (MailerFixture mailer = new MailerFixture(server).login(new TokenLogin("ann", source))) {
            for (int i = 0; i < 2; i++) {
                assertThat(mailer.failure("mail\r\n")).hasMessageContaining("535");
            }
            assertThat(calls).hasValue(2);
        }
    }

    /** Whatever ends it is told, and the pool goes on. */
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class, StackOverflowError.class})
    void tellsWhatEndedIt(Class<? extends Throwable> type) {
        TokenSource source = refused -> {
            throw TokenDeadlineFaultTest.<RuntimeException>unchecked(type);
        };
        try (MailerFixture mailer = new MailerFixture(server).maxConnections(1).login(new TokenLogin("ann", source))) {
            for (int i = 0; i < 2; i++) {
                SmtpConnectorException failure = mailer.failure("mail\r\n");
                assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
                assertThat(failure).hasMessageContaining(type.getName());
            }
            assertThat(mailer.stats().opening()).isZero();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Class<? extends Throwable> type) throws E {
        try {
            throw (E) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
