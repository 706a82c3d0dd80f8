// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.time.Duration;

/** Opens connections to one server: connect, greeting, EHLO, STARTTLS, EHLO, AUTH. Thread-safe. */
public final class SmtpConnector {

    private final ServerIdentity identity;
    private final Watchdog watchdog;
    private final TlsHandshake handshake;
    private final ServerHabits habits = new ServerHabits();

    public SmtpConnector(ServerIdentity identity, Watchdog watchdog) {
        this.identity = identity;
        this.watchdog = watchdog;
        this.handshake = new TlsHandshake(identity);
    }

    /**
     * A connection that is ready for a mail.
     *
     * @throws SmtpConnectorException when there is none to be had; then nothing is left open
     */
    public SmtpConnection open(Timeouts timeouts) {
        long start = watchdog.nanoTime().getAsLong();
        Line line = Tcp.connect(identity, timeouts.connect(), watchdog);
        Progress progress = new Progress();
        try {
            Dialogue dialogue = new Dialogue(line, timeouts);
            Capabilities capabilities = introduce(dialogue, progress);
            progress.phase = Phase.AUTH;
            new Authentication(identity).logIn(dialogue, capabilities);
            Duration connectTime = Duration.ofNanos(watchdog.nanoTime().getAsLong() - start);
            return new SmtpConnection(identity, dialogue, capabilities, connectTime, habits, watchdog.nanoTime());
        } catch (IOException e) {
            line.abort();
            throw Trouble.opening(progress.phase, identity, line, e).toException();
        } catch (RuntimeException | Error e) {
            line.abort();
            throw e;
        }
    }

    private Capabilities introduce(Dialogue dialogue, Progress progress) throws IOException {
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            progress.phase = Phase.STARTTLS;
            handshake.secure(dialogue.line(), dialogue.timeouts().tls());
        }
        Introduction introduction = new Introduction(identity);
        progress.phase = Phase.GREETING;
        introduction.awaitGreeting(dialogue);
        progress.phase = Phase.EHLO;
        Capabilities capabilities = introduction.introduce(dialogue);
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            return capabilities;
        }
        progress.phase = Phase.STARTTLS;
        if (!new StartTls(identity, handshake).upgrade(dialogue, capabilities)) {
            return capabilities;
        }
        // What was heard in clear may have been anybody's word (RFC 3207 section 4.2).
        progress.phase = Phase.EHLO;
        return introduction.introduce(dialogue);
    }

    /** How far the opening had come when it failed. */
    private static final class Progress {
        private Phase phase = Phase.CONNECT;
    }
}
