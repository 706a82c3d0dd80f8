// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After how many mails a server ends a connection is learnt of the server alone, and forgotten when it does not hold. */
class LearntLimitFaultTest {

    private static final Fault ENOUGH = Fault.replyAndClose("421 4.7.0 too many messages on this connection");

    private static long mails(SmtpTestServer server, int connection) {
        return server.commands(connection).stream()
                .filter(line -> line.startsWith("MAIL"))
                .count();
    }

    /** How many mails were begun to be written; their senders wait for replies when they wait. */
    private static long written(MailerFixture mailer) {
        return List.copyOf(mailer.transcript).stream()
                .filter(line -> line.contains("MAIL FROM"))
                .count();
    }

    private static void inDoubt(MailerFixture mailer) {
        assertThat(mailer.failure("behind\r\n").getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
    }

    private static void send(int count, MailerFixture mailer) {
        for (int i = 0; i < count; i++) {
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    /** Each third mail meets it on the first two connections, which is when a limit of the server is believed. */
    @ParameterizedTest
    @CsvSource({"time, ''", "time, CHUNKING", "interrupt, ''", "interrupt, CHUNKING"})
    void whatThisSideEndsIsNoHabitOfTheServer(String end, String missing) throws Exception {
        Semaphore silent = new Semaphore(0);
        Fault silence = session -> {
            silent.release();
            return Fault.silence().at(session);
        };
        try (SmtpTestServer server = new SmtpTestServer()
                        .without(missing)
                        .on(1, "MAIL", 3, silence)
                        .on(2, "MAIL", 3, silence)
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            for (int connection = 1; connection <= 2; connection++) {
                send(2 - (int) (connection > server.connections() ? 0 : mails(server, connection)), mailer);
                Thread sender = new Thread(() -> {
                    try {
                        mailer.send("silent\r\n");
                    } catch (SmtpConnectorException e) {
                        // As the other tests show.
                    }
                });
                sender.start();
                silent.acquire();
                if (end.equals("interrupt")) {
                    sender.interrupt();
                } else {
                    mailer.passTimeUntilALineEnds();
                }
                sender.join();
            }
            send(6, mailer);
            assertThat(mails(server, 3)).isGreaterThanOrEqualTo(5);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** The mails behind the first that meets the limit hear of its end by the line alone, and know no number. */
    @Test
    void aSilentEndIsLearntWhereMailsAreInFlight() throws Exception {
        Semaphore reached = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        Fault held = session -> {
            reached.release();
            go.acquireUninterruptibly();
            return true;
        };
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 3, held)
                        .on(2, "CONTENT", 3, held)
                        .on("MAIL", 4, Fault.close())
                        .start();
                MailerFixture mailer = new MailerFixture(server)
                        .transcribed()
                        .maxConnections(1)
                        .maxInFlight(3)) {
            for (int connection = 1; connection <= 2; connection++) {
                send(2, mailer);
                CompletableFuture<?> third = InBackground.supply(() -> mailer.send("third\r\n"));
                reached.acquire();
                List<Thread> behind = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    behind.add(new Thread(() -> inDoubt(mailer)));
                }
                behind.forEach(Thread::start);
                while (written(mailer) < 5 * connection
                        || behind.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                    Thread.onSpinWait();
                }
                go.release();
                third.join();
                for (Thread thread : behind) {
                    thread.join();
                }
            }
            send(9, mailer);
            assertThat(server.connections()).isEqualTo(5);
            assertThat(mails(server, 3)).isEqualTo(3);
            assertThat(mails(server, 4)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421", "silent"})
    void isForgottenWhenTheServerTakesMore(String end) {
        Fault ending = end.equals("421") ? ENOUGH : Fault.close();
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("CHUNKING")
                        .on(1, "MAIL", 3, ending)
                        .on(2, "MAIL", 3, ending)
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            send(8, mailer);
            assertThat(mails(server, 3)).isEqualTo(2);

            mailer.clock.advance(Duration.ofMinutes(10));
            int before = server.connections();
            send(20, mailer);
            assertThat(server.connections()).isEqualTo(before + 1);
            assertThat(mails(server, before + 1)).isEqualTo(20);
        }
    }

    /** One that holds yet costs no mail its certainty when it is tried again, and is known again at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void isTriedWithCareWhetherItHoldsYet(int maxInFlight) {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("MAIL", 3, Fault.close()).start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(maxInFlight)) {
            int inDoubt = 0;
            for (int i = 0; i < 10; i++) {
                try {
                    mailer.send("learning\r\n");
                } catch (SmtpConnectorException e) {
                    assertThat(e.getCategory()).isEqualTo(Category.UNCERTAIN);
                    inDoubt++;
                }
            }
            assertThat(inDoubt).isLessThanOrEqualTo(2);
            for (int i = 0; i < 3; i++) {
                mailer.clock.advance(Duration.ofMinutes(10));
                int before = server.connections();
                List<CompletableFuture<?>> sent = new ArrayList<>();
                for (int mail = 0; mail < 12; mail++) {
                    sent.add(InBackground.supply(() -> mailer.send("later\r\n")));
                }
                sent.forEach(CompletableFuture::join);
                // Each mail behind the one that met the end is replaced by itself.
                assertThat(server.connections()).isBetween(before + 6, before + 6 + maxInFlight);
                assertThat(mails(server, before + 1)).as("one tries").isEqualTo(3);
            }
        }
    }
}
