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
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that serves nobody now is left alone for a while. */
class BackOffFaultTest {

    private static final Fault REFUSAL = Fault.replyAndClose("421 4.7.0 too many of you");

    @Test
    void failsAtOnceWhenItEndsLaterThanTheSenderCanWait() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "GREETING", 1, REFUSAL).start();
                MailerFixture mailer = new MailerFixture(server).maxWait(Duration.ofMillis(999))) {
            assertThat(mailer.failure("first\r\n").getCategory()).isEqualTo(Category.TRANSIENT);
            SmtpConnectorException failure = mailer.failure("second\r\n");

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.RATE_LIMITED);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure).hasMessageContaining("1000 ms").hasMessageContaining("421 4.7.0 too many of you");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void whoCanWaitGoesWhenItIsOver() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "GREETING", 1, REFUSAL).start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("first\r\n");
            assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(1));
            CompletableFuture<SendResult> second = InBackground.supply(() -> mailer.send("second\r\n"));
            mailer.awaitWaiting(1);
            mailer.clock.advance(Duration.ofMillis(999));
            mailer.pools.sweep();
            assertThat(mailer.stats().waiting()).isOne();
            mailer.clock.advance(Duration.ofMillis(1));
            mailer.pools.sweep();

            assertThat(second.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(mailer.stats().refusal()).isNull();
        }
    }

    @Test
    void lastsTwiceAsLongAtEachRefusalUntilAMailWasTaken() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "GREETING", 1, REFUSAL)
                        .on(2, "EHLO", 1, REFUSAL)
                        .on(3, "MAIL", 1, REFUSAL)
                        .on(4, "RCPT", 1, REFUSAL)
                        .on(5, "CONTENT", 2, REFUSAL)
                        .on(6, "RCPT", 1, REFUSAL)
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int seconds = 1; seconds <= 8; seconds *= 2) {
                mailer.failure("mail\r\n");
                assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(seconds));
                mailer.passBackOff();
            }
            mailer.send("taken\r\n");
            mailer.failure("refused on a connection that had carried a mail\r\n");
            assertThat(mailer.stats().backOff()).isZero();
            mailer.failure("refused on a new one\r\n");
            assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void whoFindsAConnectionOpenGoesOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 1, Fault.held(release))
                        .on(2, "GREETING", 1, REFUSAL)
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            CompletableFuture<SendResult> first = InBackground.supply(() -> mailer.send("first\r\n"));
            server.awaitReached();
            CompletableFuture<SendResult> second = InBackground.supply(() -> mailer.send("second\r\n"));
            mailer.awaitWaiting(1);
            CompletableFuture<SendResult> third = InBackground.supply(() -> mailer.send("third\r\n"));
            mailer.awaitWaiting(2);
            release.countDown();

            assertThat(first.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(second.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(third.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(mailer.stats().backOff()).as("somebody is served").isZero();
            assertThat(mailer.stats().serverLimit()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "MAIL"})
    void whoCannotWaitSoLongLearnsItAtOnceThoughSomebodyBeforeCan(String step) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Fault heldRefusal = session -> Fault.held(release).at(session) && REFUSAL.at(session);
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "GREETING", 1, REFUSAL)
                        .on(2, "GREETING", 1, REFUSAL)
                        .on(3, "GREETING", 1, REFUSAL)
                        .on(4, "GREETING", 1, REFUSAL)
                        .on(5, step, 1, heldRefusal)
                        .start();
                MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            for (int i = 0; i < 4; i++) {
                mailer.failure("refused\r\n");
                mailer.passBackOff();
            }
            Function<String, SendResult> hasty =
                    mailer.maxWait(Duration.ofSeconds(15)).sender();
            CompletableFuture<SmtpConnectorException> opening = InBackground.supply(() -> mailer.failure("first\r\n"));
            server.awaitReached();
            CompletableFuture<SendResult> patient = InBackground.supply(() -> mailer.send("second\r\n"));
            mailer.awaitWaiting(1);
            CompletableFuture<SendResult> late = InBackground.supply(() -> hasty.apply("third\r\n"));
            mailer.awaitWaiting(2);
            release.countDown();

            assertThat(opening.join().getCategory()).isEqualTo(Category.TRANSIENT);
            assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(16));
            assertThat(late)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("the server refused to serve");
            assertThat(patient).isNotDone();
            mailer.passBackOff();
            assertThat(patient.join().state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @ParameterizedTest
    @CsvSource({"421 4.7.0 later, 1", "454 4.7.0 later, 1", "535 5.7.8 no, 0"})
    void aLoginThatIsRefusedForNowBeginsIt(String reply, int seconds) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("me", "secret", "PLAIN")
                        .on("AUTH", Fault.reply(reply))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            mailer.failure("mail\r\n");
            assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aConnectionThatWasLeftWhileNobodyUsedItBeginsNone() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(2, "MAIL", 3, Fault.replyAndClose("421 4.7.0 enough for one connection"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("mail\r\n");
            server.session(1).write("421 4.4.2 idle for too long\r\n");
            for (int i = 0; i < 5; i++) {
                mailer.send("mail\r\n");
                assertThat(mailer.stats().backOff()).isZero();
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void stoppingWakesWhoWaitsForItsEnd() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "GREETING", 1, REFUSAL).start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("first\r\n");
            CompletableFuture<SmtpConnectorException> second = InBackground.supply(() -> mailer.failure("second\r\n"));
            mailer.awaitWaiting(1);
            mailer.pools.shutdown(Duration.ZERO);

            assertThat(second.join().getCategory()).isEqualTo(Category.SHUTDOWN);
        }
    }

    @Test
    void isRememberedWhenNobodyHoldsThePool() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "GREETING", 1, REFUSAL).start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.failure("first\r\n");
            mailer.letGo();
            mailer.pools.sweep();
            assertThat(mailer.pools.all()).hasSize(1);
            mailer.passBackOff();
            assertThat(mailer.pools.all()).isEmpty();
        }
    }
}
