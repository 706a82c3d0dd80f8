// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.fault.matrix.Cell.Connection;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestLine;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plays one cell over real sockets, with a clock of its own. */
final class Trial implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** More than fits the buffers between, so that who writes it is still at it when something happens. */
    private static final RenderedMessage LARGE = mail(6 * 1024 * 1024);

    /** Enough for BDAT or DATA to be streamed, and soon read where it is read. */
    private static final RenderedMessage MEDIUM = mail(400_000);

    private static final RenderedMessage SMALL = mail(80);

    private static final int SHOWN = 40;

    private final Cell cell;
    private final String patience;
    private final SmtpTestServer server;
    private final MailerFixture mailer;
    private final List<String> sent = new ArrayList<>();

    /** With the option that bounds the wait at the cell's step. */
    Trial(Cell cell, String patience) {
        this.cell = cell;
        this.patience = patience;
        server = Scene.of(cell);
        mailer = new MailerFixture(server).login("me", "secret").transcribed();
        if (cell.step().isSecuring()) {
            mailer.tls(TlsPolicy.Mode.STARTTLS_REQUIRED);
        }
        if (cell.step() == Step.QUIT) {
            mailer.maxMessages(cell.connection().mails + 1);
        }
    }

    Seen play() {
        prepare();
        int connections = server.connections();
        long start = mailer.clock.getAsLong();
        Sender sender = new Sender(mailer, mail());
        if (cell.wrong().isTimed() && cell.step() != Step.QUIT) {
            pass(sender);
        } else if (cell.wrong() == Wrong.INTERRUPT) {
            server.awaitSilence();
            sender.awaitWaiting(this::isEverythingHeard);
            sender.interrupt();
        } else if (cell.step() == Step.GREETING && cell.wrong() == Wrong.RST) {
            server.awaitSilence();
            sender.awaitWaiting(() -> true);
            server.release();
        }
        sender.await();
        if (!cell.wrong().isTimed()) {
            assertThat(Duration.ofNanos(mailer.clock.getAsLong() - start))
                    .as("did not wait for time to pass")
                    .isLessThan(Duration.ofSeconds(20));
        }
        boolean replaced = sender.failure() == null
                && !cell.step().isOpening()
                && server.connections() > connections
                && connections > 0;
        boolean kept = mailer.stats().connections() > 0;
        assertThat(mailer.pools.openLines())
                .as("no socket but those in the pool")
                .isEqualTo(mailer.stats().connections() + mailer.stats().closing());
        if (sender.failure() != null) {
            explains(sender.failure());
        }
        Seen seen = Seen.of(sender, replaced ? "replaced" : kept ? "kept" : "closed");
        if (seen.outcome().equals("sent")) {
            sent.add("the mail");
        }
        next();
        return seen;
    }

    /** The exception names the server, and the reply where one decided. */
    private void explains(SmtpConnectorException failure) {
        assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port());
        String reply = cell.wrong().reply(cell.step());
        if (!reply.isEmpty() && cell.step() != Step.HANDSHAKE) {
            assertThat(failure.getReply()).hasToString(reply);
            assertThat(failure).hasMessageContaining(reply);
        } else if (cell.wrong().isTimed() || cell.wrong() == Wrong.FIN || cell.wrong() == Wrong.RST) {
            assertThat(failure.getReply()).isNull();
        }
    }

    private void prepare() {
        int earlier = cell.connection().mails;
        boolean refused = cell.step() == Step.RSET;
        for (int i = 0; i < earlier; i++) {
            Sender sender = begin("before " + i + "\r\n").await();
            boolean fails = refused && i == earlier - 1;
            assertThat(sender.failure() != null).as("mail before").isEqualTo(fails);
            if (!fails) {
                sent.add("before " + i);
            }
        }
        if (cell.step().isOpening() && cell.connection() != Connection.NEW) {
            server.hangUp();
        }
        if (cell.step() == Step.CONNECT) {
            if (cell.wrong() == Wrong.RST) {
                server.door().refuse();
            } else {
                server.door().ignore();
            }
        }
    }

    private Sender begin(String text) {
        return new Sender(mailer, RawMessage.of(text));
    }

    private RenderedMessage mail() {
        boolean underWay = cell.chunking() || cell.wrong().compareTo(Wrong.DRIP) <= 0;
        return !cell.isLarge() ? SMALL : underWay ? LARGE : MEDIUM;
    }

    private static RenderedMessage mail(int octets) {
        return RawMessage.of("the mail\r\n" + ("x".repeat(78) + "\r\n").repeat(octets / 80));
    }

    /** Lets as much time pass as the step may take, and not less. */
    private void pass(Sender sender) {
        if (cell.step() != Step.CONNECT) {
            server.awaitSilence();
        }
        int connections = server.connections();
        Duration longest =
                switch (patience) {
                    case "connectTimeout" -> MailerFixture.TIMEOUTS.connect();
                    case "tlsTimeout" -> MailerFixture.TIMEOUTS.tls();
                    case "replyTimeout" -> MailerFixture.TIMEOUTS.reply();
                    case "writeTimeout" -> MailerFixture.TIMEOUTS.write();
                    case "finalReplyTimeout" -> MailerFixture.TIMEOUTS.finalReply();
                    default -> throw new IllegalArgumentException(patience);
                };
        if (!cell.isLarge()) {
            sender.awaitWaiting(this::isEverythingHeard);
            advance(longest.minus(SECOND));
            assertThat(mailer.transcript)
                    .as("waits as long as it may")
                    .noneMatch(line -> line.endsWith("because a step took too long"));
        }
        // It may have had replies to read, or room to write, before it began to wait: then its time began later.
        int rounds = 0;
        do {
            assertThat(++rounds).as("ends when its time is over").isLessThan(100);
            advance(rounds == 1 ? SECOND.multipliedBy(2) : longest);
        } while (!sender.endsWithin(Duration.ofMillis(50)) && server.connections() == connections);
    }

    /** Whether the client is connected and has read all that the server has said, so that it waits for what comes next. */
    private boolean isEverythingHeard() {
        if (cell.step() == Step.CONNECT) {
            return true;
        }
        TestLine line = server.session(server.connections()).line();
        String prefix = "[" + line.clientPort() + " to ";
        List<String> told = mailer.transcript.stream()
                .filter(text -> text.startsWith(prefix))
                .toList();
        return !told.isEmpty()
                && told.stream().filter(text -> text.contains("] S: ")).count() == line.linesOut();
    }

    private void advance(Duration time) {
        mailer.clock.advance(time);
        mailer.pools.sweep();
    }

    /** Whatever happened, the next mail is sent, and nothing is lost or doubled. */
    private void next() {
        if (cell.step() == Step.CONNECT) {
            server.door().openAgain();
        }
        mailer.passBackOff();
        Sender next = begin("next\r\n").await();
        assertThat(next.failure()).as("the next mail").isNull();
        sent.add("next");
        List<String> received = server.mails().stream()
                .map(mail ->
                        new String(mail.content(), 0, Math.min(mail.content().length, SHOWN), StandardCharsets.UTF_8))
                .map(mail -> mail.split("\r\n\r\n", 2)[1].split("\r\n", 2)[0])
                .toList();
        assertThat(received).as("what the server took").containsExactlyElementsOf(sent);
    }

    @Override
    public void close() {
        try (server) {
            mailer.close();
        }
    }
}
