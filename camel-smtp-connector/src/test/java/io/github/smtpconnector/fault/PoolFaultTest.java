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
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many senders and few connections. */
class PoolFaultTest {

    private static final Duration MAX_WAIT = Duration.ofMillis(5);

    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    /** Keeps the mail unanswered until {@link #release}. */
    private final Fault held = Fault.held(release);

    @AfterEach
    void stop() {
        release.countDown();
        senders.shutdownNow();
    }

    @Test
    void neverOpensMoreConnectionsThanAllowed() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(3).maxMessages(1000)) {
            sendFrom(20, 10, mailer);

            assertThat(server.mails()).hasSize(200);
            assertThat(server.connections()).isBetween(1, 3);
        }
    }

    @Test
    void sharesConnectionsWhenMoreSendersThanConnectionsMayOverlap() throws Exception {
        for (String missing : List.of("", "CHUNKING", "PIPELINING")) {
            try (SmtpTestServer server = new SmtpTestServer().without(missing).start();
                    MailerFixture mailer = new MailerFixture(server)
                            .maxConnections(2)
                            .maxMessages(1000)
                            .maxInFlight(8)) {
                sendFrom(16, 25, mailer);

                assertThat(server.mails()).hasSize(400);
                assertThat(server.connections()).isBetween(1, 2);
                assertThat(server.mails())
                        .extracting(mail -> mail.parsed().text())
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aSecondMailIsOnItsWayBeforeTheFirstIsAnswered() throws Exception {
        for (String missing : List.of("", "CHUNKING")) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .without(missing)
                            .on(1, "CONTENT", 3, session -> {
                                session.reached();
                                session.awaitOctets();
                                return true;
                            })
                            .start();
                    MailerFixture mailer =
                            new MailerFixture(server).maxConnections(1).maxInFlight(2)) {
                mailer.send("first\r\n");
                mailer.send("second\r\n");
                Future<SendResult> third = senders.submit(() -> mailer.send("third\r\n"));
                server.awaitReached();
                mailer.send("fourth\r\n");

                assertThat(third.get().state()).isEqualTo(DeliveryState.ACCEPTED);
                assertThat(server.mails()).hasSize(4);
            }
        }
    }

    @Test
    void doesNotOverlapUntilTheServerHasKeptAConnection() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("CONTENT", 1, held).start();
                MailerFixture mailer = new MailerFixture(server)
                        .maxConnections(1)
                        .maxInFlight(5)
                        .maxWait(MAX_WAIT)) {
            Future<SendResult> first = senders.submit(() -> mailer.send("first\r\n"));
            server.awaitReached();

            assertThat(notServed(mailer).getCategory()).isEqualTo(Category.POOL_EXHAUSTED);
            release.countDown();
            assertThat(first.get().state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @Test
    void saysHowManyConnectionsAreAllowedWhenNoneBecomesFree() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("CONTENT", held).start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxWait(MAX_WAIT)) {
            Future<SendResult> first = senders.submit(() -> mailer.send("first\r\n"));
            server.awaitReached();
            SmtpConnectorException failure = notServed(mailer);

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.POOL_EXHAUSTED);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(failure).hasMessageContaining("5 ms").hasMessageContaining("maxConnections");
            release.countDown();
            first.get();
            assertThat(mailer.send("third\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @Test
    void aFailedSendGivesItsPlaceBack() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("MAIL", Fault.close()).start();
                MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            for (int i = 0; i < 20; i++) {
                assertThat(mailer.failure("mail\r\n").getCategory()).isNotEqualTo(Category.POOL_EXHAUSTED);
                assertThat(mailer.stats().connections()).isZero();
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedSendsNothingAndBreaksNothing() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send("first\r\n");
            Thread.currentThread().interrupt();
            SmtpConnectorException failure = mailer.failure("second\r\n");

            assertThat(Thread.interrupted())
                    .as("who interrupted may still want to know")
                    .isTrue();
            assertThat(failure.getCategory()).isEqualTo(Category.SHUTDOWN);
            mailer.send("third\r\n");
            assertThat(server.connections()).isOne();
            assertThat(server.mails()).hasSize(2);
        }
    }

    @Test
    void aLargeMailHasItsConnectionForItself() throws Exception {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "CONTENT", 3, held).start();
                MailerFixture mailer = new MailerFixture(server)
                        .maxConnections(1)
                        .maxInFlight(5)
                        .maxWait(MAX_WAIT)) {
            mailer.send("first\r\n");
            mailer.send("second\r\n");
            Future<SendResult> large =
                    senders.submit(() -> mailer.send(RawMessage.of(new byte[400_000]), "to@test.example"));
            server.awaitReached();

            assertThat(notServed(mailer).getCategory()).isEqualTo(Category.POOL_EXHAUSTED);
            release.countDown();
            assertThat(large.get().state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @Test
    void stoppingLetsMailUnderWayFinishAndNobodyIn() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("CONTENT", held).start();
                MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            Future<SendResult> first = senders.submit(() -> mailer.send("first\r\n"));
            server.awaitReached();
            Future<SmtpConnectorException> waiting = senders.submit(() -> mailer.failure("second\r\n"));
            mailer.awaitWaiting(1);
            CompletableFuture<Void> stopping =
                    CompletableFuture.runAsync(() -> mailer.pools.shutdown(Duration.ofSeconds(30)), senders);

            assertThat(waiting.get().getCategory()).isEqualTo(Category.SHUTDOWN);
            assertThat(stopping).isNotDone();
            release.countDown();
            assertThat(first.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            stopping.get(10, TimeUnit.SECONDS);
            server.session(1).awaitEnd();
            assertThat(server.commands(1)).endsWith("QUIT");
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    @Test
    void stoppingWaitsForAConnectionThatIsBeingOpened() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("GREETING", held).start();
                MailerFixture mailer = new MailerFixture(server).maxConnections(1)) {
            Future<SendResult> first = senders.submit(() -> mailer.send("first\r\n"));
            server.awaitReached();
            CompletableFuture<Void> stopping =
                    CompletableFuture.runAsync(() -> mailer.pools.shutdown(Duration.ofSeconds(30)), senders);

            assertThat(mailer.failure("second\r\n").getCategory()).isEqualTo(Category.SHUTDOWN);
            assertThat(stopping).isNotDone();
            release.countDown();
            assertThat(first.get().state()).isEqualTo(DeliveryState.ACCEPTED);
            stopping.get(10, TimeUnit.SECONDS);
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    @Test
    void stoppingAtOnceLeavesMailUnderWayInDoubt() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().on("CONTENT", held).start();
                MailerFixture mailer = new MailerFixture(server)) {
            Future<SmtpConnectorException> first = senders.submit(() -> mailer.failure("first\r\n"));
            server.awaitReached();
            mailer.pools.shutdown(Duration.ZERO);

            assertThat(first.get().getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
        }
    }

    /** Sends while no connection is free, and lets the time pass that the sender is ready to wait. */
    private SmtpConnectorException notServed(MailerFixture mailer) throws Exception {
        Future<SmtpConnectorException> sending = senders.submit(() -> mailer.failure("one too many\r\n"));
        mailer.awaitWaiting(1);
        mailer.clock.advance(MAX_WAIT.minusNanos(1));
        mailer.pools.sweep();
        assertThat(mailer.stats().waiting()).isOne();
        mailer.clock.advance(Duration.ofNanos(1));
        mailer.pools.sweep();
        return sending.get();
    }

    private void sendFrom(int count, int each, MailerFixture mailer) throws Exception {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sender = i;
            done.add(senders.submit(() -> {
                for (int n = 0; n < each; n++) {
                    mailer.send(sender + " sends " + n + "\r\n");
                }
            }));
        }
        for (Future<?> future : done) {
            future.get(60, TimeUnit.SECONDS);
        }
    }
}
