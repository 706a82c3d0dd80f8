// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.tls.TlsHandshake;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.transaction.ServerHabits;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Opens connections to one server, whatever its fallbacks: connect, greeting, EHLO, STARTTLS, EHLO, AUTH. Thread-safe. */
public final class SmtpConnector {

    private final ServerIdentity identity;
    private final Watchdog watchdog;
    private final TlsHandshake handshake;
    private final ServerHabits habits = new ServerHabits();

    public SmtpConnector(ServerIdentity identity, Watchdog watchdog) {
        this.identity = identity;
        this.watchdog = watchdog;
        this.handshake = new TlsHandshake(identity.host(), identity.port(), identity.tls());
    }

    ServerIdentity identity() {
        return identity;
    }

    /**
     * A connection that is ready for a mail.
     *
     * @throws SmtpConnectorException when there is none to be had; then nothing is left open
     */
    public SmtpConnection open(Timeouts timeouts) {
        return open(timeouts, OpeningObserver.NOBODY);
    }

    /** The same, telling the observer of each step. */
    SmtpConnection open(Timeouts timeouts, OpeningObserver observer) {
        if (!(identity.credentials() instanceof TokenLogin login)) {
            return open(timeouts, observer, null);
        }
        AccessToken token = token(login, null);
        try {
            return open(timeouts, observer, token);
        } catch (SmtpConnectorException e) {
            if (token.fresh() || e.getCategory() != Category.OAUTH_TOKEN) {
                throw e;
            }
            // It may have been revoked before its time: another one, and a connection that no refusal counts against.
            AccessToken other = token(login, token.value());
            if (other.value().equals(token.value())) {
                throw e;
            }
            return open(timeouts, observer, other);
        }
    }

    private AccessToken token(TokenLogin login, @Nullable String refused) {
        try {
            return login.source().token(refused);
        } catch (SmtpConnectorException e) {
            throw e.getFailure().at(Phase.AUTH).withServer(identity.server()).toException();
        }
    }

    private SmtpConnection open(Timeouts timeouts, OpeningObserver observer, @Nullable AccessToken token) {
        long start = watchdog.nanoTime().getAsLong();
        Line line = Tcp.connect(identity, timeouts.connect(), watchdog, observer);
        Progress progress = new Progress();
        try {
            Dialogue dialogue = new Dialogue(line, timeouts);
            Capabilities capabilities = introduce(dialogue, timeouts.tls(), progress, observer);
            progress.phase = Phase.AUTH;
            if (identity.credentials() instanceof Credentials login) {
                dialogue.hide(login.password());
            } else if (token != null) {
                dialogue.hide(token.value());
            }
            new Authentication(identity).logIn(dialogue.inConfidence(), capabilities, token, observer);
            Duration connectTime = Duration.ofNanos(watchdog.nanoTime().getAsLong() - start);
            boolean verified = line.tls() != null && !identity.tls().trust().anyone();
            return new SmtpConnection(
                    identity.host(),
                    identity.port(),
                    verified,
                    dialogue,
                    identity.chunking() ? capabilities : capabilities.withoutChunking(),
                    connectTime,
                    habits,
                    watchdog.nanoTime());
        } catch (IOException e) {
            line.abort();
            throw OpeningFailure.of(progress.phase, identity, line, e).toException();
        } catch (RuntimeException | Error e) {
            line.abort();
            throw e;
        }
    }

    private Capabilities introduce(Dialogue dialogue, Duration tlsTimeout, Progress progress, OpeningObserver observer)
            throws IOException {
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            progress.phase = Phase.STARTTLS;
            observer.secured(handshake.secure(dialogue.line(), tlsTimeout));
        }
        Greeting greeting = new Greeting(identity);
        progress.phase = Phase.GREETING;
        observer.greeted(greeting.awaitGreeting(dialogue));
        progress.phase = Phase.EHLO;
        Capabilities capabilities = greeting.introduce(dialogue);
        observer.introduced(capabilities);
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            return capabilities;
        }
        progress.phase = Phase.STARTTLS;
        SSLSession session = new StartTls(identity, handshake).upgrade(dialogue, capabilities, tlsTimeout);
        if (session == null) {
            return capabilities;
        }
        observer.secured(session);
        // What was heard in clear may have been anybody's word (RFC 3207 section 4.2).
        progress.phase = Phase.EHLO;
        capabilities = greeting.introduce(dialogue);
        observer.introduced(capabilities);
        return capabilities;
    }

    /** How far the opening had come when it failed. */
    private static final class Progress {
        private Phase phase = Phase.CONNECT;
    }
}
