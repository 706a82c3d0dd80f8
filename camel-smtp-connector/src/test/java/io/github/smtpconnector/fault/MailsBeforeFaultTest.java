// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail that fails while others are on the same connection, or were on it a moment ago. */
class MailsBeforeFaultTest {

    private static final String TEXT = "hello\r\n";

    /** A small message of which this is done at a question that is asked once a connection is there, or at its octets. */
    private record Message(Runnable atQuestion, RunnableOfIo atOctets) implements RenderedMessage {

        interface RunnableOfIo {
            void run() throws IOException;
        }

        @Override
        public String messageId() {
            return "<2@test.example>";
        }

        @Override
        public long size() {
            return 100_000;
        }

        @Override
        public boolean isInMemory() {
            return true;
        }

        @Override
        public boolean needs8Bit() {
            return false;
        }

        @Override
        public boolean needsUtf8() {
            atQuestion.run();
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(new byte[90_000]);
            atOctets.run();
        }
    }

    /** Whatever fails while this mail is written, those before it get the replies that are theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"source", "exception", "error"})
    void theyGetTheirReplies(String failing) throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 3, Fault.whenReleased(session -> true))
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(3)) {
            mailer.send(TEXT);
            mailer.send(TEXT);
            CompletableFuture<SendResult> before = InBackground.supply(() -> mailer.send(TEXT));
            server.awaitSilence();
            AtomicReference<SmtpConnectorException> failure = new AtomicReference<>();
            Message broken = new Message(() -> {}, () -> {
                failed.countDown();
                switch (failing) {
                    case "source" -> throw new ContentException("it cannot be read", new IOException("gone"));
                    case "error" -> throw new StackOverflowError();
                    default -> throw new IllegalStateException("a bug");
                }
            });
            Thread sender = new Thread(() -> failure.set(mailer.failure(broken, "to@test.example")));
            sender.start();
            failed.await();
            while (sender.getState() != Thread.State.WAITING && sender.isAlive()) {
                Thread.onSpinWait();
            }
            server.release();

            assertThat(before.get(10, TimeUnit.SECONDS).state()).isEqualTo(DeliveryState.ACCEPTED);
            sender.join();
            assertThat(failure.get().getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
            assertThat(server.mails()).hasSize(3);
            assertThat(mailer.send(TEXT).state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).as("the line was ended").isEqualTo(2);
        }
    }

    /** A server that forgets nothing may have given the content to the recipients of the mail before. */
    @Test
    void aMailMayHaveBeenTakenForTheOneBefore() throws Exception {
        Semaphore reached = new Semaphore(0);
        try (SmtpTestServer server = new SmtpTestServer()
                        .on(1, "CONTENT", 3, session -> {
                            reached.release();
                            session.awaitOctets();
                            return true;
                        })
                        .on(1, "RSET", 1, Fault.reply("502 5.5.1 never heard of it"))
                        .on(1, "MAIL", 4, Fault.replyAndClose("503 5.5.1 nested"))
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).maxConnections(1).maxInFlight(2)) {
            mailer.send(TEXT);
            mailer.send(TEXT);
            CompletableFuture<SendResult> before = InBackground.supply(() -> mailer.send(TEXT));
            reached.acquire();
            SmtpConnectorException failure = mailer.failure(TEXT);

            assertThat(before.join().state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
        }
    }

    /** That a sender took the connection and went away again does not show that the server is there. */
    @Test
    void aMailThatWroteNothingProvesNothing() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on(1, "MAIL", 3, Fault.close()).start();
                MailerFixture mailer = new MailerFixture(server)) {
            mailer.send(TEXT);
            mailer.send(TEXT);
            mailer.clock.advance(Duration.ofMillis(1100));
            Message interrupted = new Message(() -> Thread.currentThread().interrupt(), () -> {});
            assertThat(mailer.failure(interrupted, "to@test.example")).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();

            assertThat(mailer.send(TEXT).state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.commands(1))
                    .filteredOn(line -> line.startsWith("MAIL"))
                    .hasSize(3);
        }
    }

    /** RFC 3030 section 2: everything behind a refused piece is thrown away. One that says it is not is believed. */
    @ParameterizedTest
    @ValueSource(strings = {"452 4.3.1 no space", "552 5.3.4 too much", "503 5.5.1 not now", "502 5.5.1 what?"})
    void anEndThatIsTakenAfterARefusedPieceIsInDoubt(String refusal) {
        for (int refused : new int[] {2, 3}) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .buffered()
                            .on(1, "BDAT", refused, Fault.claiming(refusal))
                            .start();
                    MailerFixture mailer = new MailerFixture(server)) {
                mailer.send(TEXT);
                SmtpConnectorException failure = mailer.failure(RawMessage.of(new byte[3_000_000]), "to@test.example");

                assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);
                assertThat(failure).hasMessageContaining("refused piece");
                assertThat(server.mails()).hasSize(2);
            }
        }
    }
}
