// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender's thread is interrupted: what it reports is true, and others' mail on the connection goes on where it can. */
class InterruptFaultTest {

    /** Some dozens of them hit the write itself. */
    private static final int MAILS = 1500;

    private final Map<String, DeliveryState> reports = new ConcurrentHashMap<>();

    @ParameterizedTest
    @CsvSource({"false, ''", "false, CHUNKING", "true, ''"})
    void noMailIsCalledUnsentThatTheServerTook(boolean tls, String missing) throws Exception {
        Random random = new Random(1);
        SmtpTestServer server = new SmtpTestServer().without(missing);
        if (tls) {
            server.startTls(TestCertificates.shared().localhost());
        }
        try (server;
                MailerFixture mailer = new MailerFixture(server.start()).host(tls ? "localhost" : "127.0.0.1")) {
            for (int i = 0; i < MAILS; i++) {
                String text = "number " + i + "\r\n" + "x".repeat(70) + "\r\n";
                Thread sender = sender(mailer, text);
                long end = System.nanoTime() + 50_000 + random.nextInt(500_000);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                sender.interrupt();
                sender.join();
            }
            mailer.letGo().pools.shutdown(java.time.Duration.ZERO);
            for (int i = 1; i <= server.connections(); i++) {
                server.session(i).awaitEnd();
            }
            assertThat(server.mails())
                    .extracting(mail -> reports.get(mail.parsed().text()))
                    .doesNotContain(DeliveryState.NOT_SENT);
            assertThat(server.mails()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSenderThatWaitsForItsTurnToReadHarmsNobody() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 3, Fault.whenReleased(session -> true))
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(3)) {
            Thread third = readingSender(server, mailer);
            Thread fourth = senderBehindIt(mailer);
            fourth.interrupt();
            Thread fifth = sender(mailer, "fifth\r\n");
            awaitWaiting(fifth);
            server.release();
            assertAccepted(server, third, fourth, fifth);
            assertThat(reports).containsEntry("fourth\r\n was interrupted", DeliveryState.ACCEPTED);
        }
    }

    /** The one that reads, with mails behind it, at each step of its dialogue and over TLS as well. */
    @ParameterizedTest
    @CsvSource({
        "false, CONTENT, ''",
        "false, CONTENT, CHUNKING",
        "false, RCPT, ''",
        "false, MAIL, ''",
        "true, CONTENT, ''",
        "true, CONTENT, CHUNKING",
        "true, MAIL, ''"
    })
    void aSenderThatReadsHarmsNoMailBehindIt(boolean tls, String step, String missing) throws Exception {
        SmtpTestServer server =
                new SmtpTestServer().without(missing).on(1, step, 3, Fault.whenReleased(session -> true));
        if (tls) {
            server.startTls(TestCertificates.shared().localhost());
        }
        try (server;
                MailerFixture mailer = new MailerFixture(server.start())
                        .host(tls ? "localhost" : "127.0.0.1")
                        .maxConnections(1)
                        .maxInFlight(3)) {
            Thread third = readingSender(server, mailer);
            Thread fourth = senderBehindIt(mailer);
            Thread fifth = sender(mailer, "fifth\r\n");
            awaitWaiting(fifth);
            third.interrupt();
            fourth.interrupt();
            server.release();
            assertAccepted(server, third, fourth, fifth);
            assertThat(reports)
                    .containsEntry("third\r\n was interrupted", DeliveryState.ACCEPTED)
                    .containsEntry("fourth\r\n was interrupted", DeliveryState.ACCEPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "CONTENT"})
    void saysSoItselfAndNotThatTheServerWasAtFault(String step) throws Exception {
        AtomicReference<SmtpConnectorException> failure = new AtomicReference<>();
        try (SmtpTestServer server = new SmtpTestServer()
                        .without("CHUNKING")
                        .on(step, Fault.silence())
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            Thread sender = new Thread(() -> failure.set(mailer.failure("hello\r\n")));
            sender.start();
            server.awaitSilence();
            sender.interrupt();
            sender.join();
            boolean handedOver = step.equals("CONTENT");

            assertThat(failure.get()).hasMessageContaining("the sending thread was interrupted");
            assertThat(failure.get().getCategory()).isEqualTo(handedOver ? Category.UNCERTAIN : Category.SHUTDOWN);
            assertThat(failure.get().getDeliveryState())
                    .isEqualTo(handedOver ? DeliveryState.UNKNOWN : DeliveryState.NOT_SENT);
        }
    }

    /** The third mail on a connection that has proved itself; the server holds an answer to it back. */
    private Thread readingSender(SmtpTestServer server, MailerFixture mailer) throws Exception {
        mailer.send("first\r\n");
        mailer.send("second\r\n");
        Thread third = sender(mailer, "third\r\n");
        server.awaitSilence();
        return third;
    }

    private Thread senderBehindIt(MailerFixture mailer) {
        Thread fourth = sender(mailer, "fourth\r\n");
        awaitTurn(fourth);
        return fourth;
    }

    private void assertAccepted(SmtpTestServer server, Thread... senders) throws InterruptedException {
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(reports)
                .containsEntry("third\r\n", DeliveryState.ACCEPTED)
                .containsEntry("fourth\r\n", DeliveryState.ACCEPTED)
                .containsEntry("fifth\r\n", DeliveryState.ACCEPTED)
                .doesNotContainKey("fifth\r\n was interrupted");
        assertThat(server.mails()).hasSize(5);
        assertThat(server.connections()).isOne();
    }

    private Thread sender(MailerFixture mailer, String text) {
        Thread sender = new Thread(() -> {
            try {
                reports.put(
                        text,
                        mailer.send(RawMessage.of(text), "to@test.example").state());
            } catch (SmtpConnectorException e) {
                reports.put(text, e.getDeliveryState());
            }
            if (Thread.interrupted()) {
                reports.put(text + " was interrupted", reports.get(text));
            }
        });
        sender.start();
        return sender;
    }

    private static void awaitWaiting(Thread sender) {
        while (sender.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** Until it has begun its mail and waits for its turn to read. */
    private static void awaitTurn(Thread sender) {
        while (Arrays.stream(sender.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("awaitReading"))) {
            Thread.onSpinWait();
        }
    }
}
