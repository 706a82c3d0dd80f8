// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import io.github.smtpconnector.wire.tls.TlsHandshake;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.transaction.ServerHabits;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Opens connections to one server, whatever its fallbacks: connect, greeting, EHLO, STARTTLS, EHLO, AUTH. Thread-safe. */
public final class SmtpConnector {

    private final ServerIdentity identity;
    private final Watchdog watchdog;
    private final TlsHandshake handshake;
    private final Addresses addresses;
    private final SilentPort silentPort;
    private final PresentedKey presentedKey;
    private final ServerHabits habits = new ServerHabits();

    public SmtpConnector(ServerIdentity identity, Watchdog watchdog) {
        this(identity, watchdog, InetAddress::getAllByName);
    }

    SmtpConnector(ServerIdentity identity, Watchdog watchdog, Addresses.Resolver resolver) {
        this.identity = identity;
        this.addresses = new Addresses(resolver);
        this.watchdog = watchdog;
        this.handshake = new TlsHandshake(identity.host(), identity.port(), identity.tls());
        this.silentPort = new SilentPort(watchdog, handshake);
        this.presentedKey = new PresentedKey(identity, addresses, watchdog);
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
        return open(timeouts, OpeningObserver.NONE);
    }

    /** The same, telling the observer of each step. */
    SmtpConnection open(Timeouts timeouts, OpeningObserver observer) {
        try {
            return logInAs(timeouts, observer);
        } catch (SmtpConnectorException e) {
            throw OwnEnd.or(presentedKey.addTo(e), watchdog);
        }
    }

    private SmtpConnection logInAs(Timeouts timeouts, OpeningObserver observer) {
        if (!(identity.credentials() instanceof TokenLogin login)) {
            return open(timeouts, observer, null);
        }
        AccessToken token = token(login, null, timeouts);
        try {
            return open(timeouts, observer, token);
        } catch (SmtpConnectorException e) {
            if (token.fresh() || e.getCategory() != Category.OAUTH_TOKEN) {
                throw e;
            }
            // It may have been revoked before its time: another one, and a connection that no refusal counts against.
            AccessToken other = token(login, token.value(), timeouts);
            if (other.value().equals(token.value())) {
                throw e;
            }
            return open(timeouts, observer, other);
        }
    }

    private AccessToken token(TokenLogin login, @Nullable String refused, Timeouts timeouts) {
        TokenSource source = login.source();
        Duration limit = timeouts.connect().plus(timeouts.reply());
        try {
            return source.isAtHand()
                    ? source.token(refused)
                    : AwaitedCall.await(() -> source.token(refused), limit, watchdog);
        } catch (SmtpConnectorException e) {
            throw noToken(e.getFailure());
        } catch (TimeoutException e) {
            throw noToken(
                    Failure.retryable(Category.OAUTH_TOKEN, "no access token came within " + limit.toMillis() + " ms")
                            .withAdvice("It may take as long as connectTimeout and replyTimeout together"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SmtpConnectorException known) {
                throw noToken(known.getFailure());
            }
            throw noToken(Failure.retryable(
                            Category.OAUTH_TOKEN,
                            "asking for an access token failed with "
                                    + Objects.requireNonNull(e.getCause())
                                            .getClass()
                                            .getName())
                    .causedBy(e.getCause()));
        }
    }

    private SmtpConnectorException noToken(Failure failure) {
        return failure.at(Phase.AUTH).withServer(identity.server()).toException();
    }

    private SmtpConnection open(Timeouts timeouts, OpeningObserver observer, @Nullable AccessToken token) {
        long start = watchdog.nanoTime().getAsLong();
        Line line = Tcp.connect(identity, addresses, timeouts.connect(), watchdog, observer);
        Progress progress = new Progress();
        try {
            Dialogue dialogue = new Dialogue(line, timeouts);
            Capabilities capabilities = introduce(dialogue, timeouts, progress, observer);
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

    private Capabilities introduce(Dialogue dialogue, Timeouts timeouts, Progress progress, OpeningObserver observer)
            throws IOException {
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            progress.phase = Phase.STARTTLS;
            observer.secured(handshake.secure(dialogue.line(), timeouts.tls()));
        }
        Greeting greeting = new Greeting(identity);
        progress.phase = Phase.GREETING;
        observer.greeted(awaitGreeting(greeting, dialogue, timeouts.reply()));
        progress.phase = Phase.EHLO;
        Capabilities capabilities = greeting.introduce(dialogue);
        observer.introduced(capabilities);
        if (identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            return capabilities;
        }
        progress.phase = Phase.STARTTLS;
        SSLSession session = new StartTls(identity, handshake).upgrade(dialogue, capabilities, timeouts.tls());
        if (session == null) {
            return capabilities;
        }
        observer.secured(session);
        // An attacker may have written the reply that came in clear (RFC 3207 section 4.2).
        progress.phase = Phase.EHLO;
        capabilities = greeting.introduce(dialogue);
        observer.introduced(capabilities);
        return capabilities;
    }

    /** Behind a proxy the question would be another connection to ask the proxy for; there the time-out tells. */
    private Reply awaitGreeting(Greeting greeting, Dialogue dialogue, Duration longest) throws IOException {
        if (identity.proxy() != null || identity.tls().mode() == TlsPolicy.Mode.IMPLICIT) {
            return greeting.awaitGreeting(dialogue);
        }
        try (SilentPort.Wait wait = silentPort.begin(dialogue.line(), longest)) {
            try {
                return greeting.awaitGreeting(dialogue);
            } catch (IOException e) {
                if (wait.isExpectingTls()) {
                    throw OpeningFailure.expectsTls(identity, e).toException();
                }
                throw e;
            }
        }
    }

    /** How far the opening had come when it failed. */
    private static final class Progress {
        private Phase phase = Phase.CONNECT;
    }
}
