// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pool.ConnectionPools;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.login.Login;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The line without Camel: a mailer over real sockets, with a clock that the test moves. */
public final class MailerFixture implements AutoCloseable {

    public static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10));

    public final ManualClock clock = new ManualClock();
    private final HeardTranscript heard = new HeardTranscript();
    public final List<String> transcript = heard.lines();
    public final ConnectionPools pools = new ConnectionPools(clock, heard);
    private final SmtpTestServer server;
    private String host = "127.0.0.1";
    private TlsPolicy tls = new TlsPolicy(
            TlsPolicy.Mode.STARTTLS_OFFERED,
            Trust.CHAIN_AND_NAME,
            TestCertificates.shared().trusting());
    private @Nullable Login credentials;
    private @Nullable String mechanism;
    private @Nullable ProxyAddress proxy;
    private List<ServerIdentity> fallbacks = List.of();
    private boolean allowInsecureAuth;
    private boolean chunking = true;
    private PartialDelivery policy = PartialDelivery.FAIL_ALL;
    private int maxConnections = 5;
    private int maxMessages = 100;
    private int maxInFlight = 1;
    private PaceLimits pace = PaceLimits.NONE;
    private Duration maxWait = Duration.ofSeconds(30);
    private @Nullable DeliveryRequest request;
    private @Nullable Mailer mailer;

    public MailerFixture(SmtpTestServer server) {
        this.server = server;
    }

    /** Keeps what is said, as the protocol log shows it. */
    public MailerFixture transcribed() {
        return transcribed(text -> {});
    }

    /** The same, and this one hears it too. */
    public MailerFixture transcribed(Consumer<String> hearing) {
        heard.tell(hearing);
        return this;
    }

    public MailerFixture host(String name) {
        host = name;
        return this;
    }

    public MailerFixture proxy(ProxyAddress address) {
        proxy = address;
        return this;
    }

    /** Servers to use while the first does not serve, known by this name, with the settings as they are now. */
    public MailerFixture fallbacks(String name, SmtpTestServer... others) {
        fallbacks = Stream.of(others).map(other -> identity(name, other)).toList();
        return this;
    }

    public MailerFixture tls(TlsPolicy.Mode mode) {
        return tls(new TlsPolicy(mode, Trust.CHAIN_AND_NAME, tls.context()));
    }

    public MailerFixture tls(TlsPolicy policy) {
        tls = policy;
        return this;
    }

    public MailerFixture login(String username, String password) {
        return login(new Credentials(username, password));
    }

    public MailerFixture login(Login login) {
        credentials = login;
        return this;
    }

    public MailerFixture mechanism(String name) {
        mechanism = name;
        return this;
    }

    public MailerFixture allowInsecureAuth() {
        allowInsecureAuth = true;
        return this;
    }

    public MailerFixture unchunked() {
        chunking = false;
        return this;
    }

    public MailerFixture sendAccepted() {
        policy = PartialDelivery.SEND_ACCEPTED;
        return this;
    }

    public MailerFixture maxConnections(int most) {
        maxConnections = most;
        return this;
    }

    public MailerFixture maxMessages(int most) {
        maxMessages = most;
        return this;
    }

    public MailerFixture maxInFlight(int most) {
        maxInFlight = most;
        return this;
    }

    public MailerFixture maxPerSecond(double mails) {
        return pace(new PaceLimits(mails, 0, false, null));
    }

    public MailerFixture pace(PaceLimits limits) {
        pace = limits;
        return this;
    }

    public MailerFixture maxWait(Duration longest) {
        maxWait = longest;
        return this;
    }

    /** Asks this of the server besides, for each mail from now on. */
    public MailerFixture asking(@Nullable DeliveryRequest besides) {
        request = besides;
        return this;
    }

    public SendResult send(RenderedMessage message, String... recipients) {
        if (mailer == null) {
            mailer = open();
        }
        return mailer.send(new Envelope("from@test.example", List.of(recipients), request), message);
    }

    /** Sends later mails with the settings as they are now, over the same connections. */
    public Function<String, SendResult> sender() {
        Mailer own = open();
        return text -> own.send(new Envelope("from@test.example", List.of("to@test.example")), RawMessage.of(text));
    }

    /** Who is spoken to with the settings as they are now. */
    public ServerIdentity identity() {
        return identity(host, server).withFallbacks(fallbacks);
    }

    private ServerIdentity identity(String name, SmtpTestServer at) {
        return new ServerIdentity(
                name,
                at.port(),
                tls,
                credentials,
                mechanism,
                allowInsecureAuth,
                "client.example",
                proxy,
                chunking,
                List.of());
    }

    /** A mailer of its own with the settings as they are now. */
    protected Mailer open() {
        PoolLimits limits = new PoolLimits(
                maxConnections, maxMessages, Duration.ofSeconds(30), Duration.ofMinutes(5), maxWait, maxInFlight, pace);
        return new PooledMailer(() -> pools, identity(), TIMEOUTS, limits, policy);
    }

    /** Gives the mailer back; the next mail takes another. */
    public MailerFixture letGo() {
        Optional.ofNullable(mailer).ifPresent(Mailer::close);
        mailer = null;
        return this;
    }

    public SendResult send(String text) {
        return send(RawMessage.of(text), "to@test.example");
    }

    /** Sends what must fail. */
    public SmtpConnectorException failure(RenderedMessage message, String... recipients) {
        try {
            throw new AssertionError("should have failed: " + send(message, recipients));
        } catch (SmtpConnectorException e) {
            return e;
        }
    }

    public SmtpConnectorException failure(String text) {
        return failure(RawMessage.of(text), "to@test.example");
    }

    /** Sends what must fail for time: time passes from when the server falls silent. */
    public SmtpConnectorException lateFailure(RenderedMessage message, String... recipients) {
        return lateFailure(server::awaitSilence, message, recipients);
    }

    public SmtpConnectorException lateFailure(Runnable silence, RenderedMessage message, String... recipients) {
        var sending = InBackground.supply(() -> failure(message, recipients));
        silence.run();
        passTimeUntil(sending::isDone);
        try {
            return sending.join();
        } catch (CompletionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** A second passes at each look; little where a connection is opened: on a busy machine it must not be too late. */
    public void passTimeUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            boolean opening = pools.all().stream().anyMatch(one -> one.stats().opening() > 0);
            clock.advance(Duration.ofMillis(opening ? 20 : 1000));
            pools.sweep();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    /** Lets time pass until a line has been waited for too long. What a sender does about that takes no time. */
    public void passTimeUntilALineEnds() {
        for (int open = 0; pools.openLines() >= open; pools.sweep()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            clock.advance(Duration.ofSeconds(1));
            open = pools.openLines();
        }
    }

    /** Lets the time pass in which no connection is opened, because the server refused to serve, or the login. */
    public MailerFixture passBackOff() {
        clock.advance(stats().backOff().plus(stats().loginPause()));
        pools.sweep();
        return this;
    }

    /** Until so many senders wait for a connection. */
    public void awaitWaiting(int count) {
        while (stats().waiting() < count) {
            Thread.onSpinWait();
        }
    }

    public PoolStats stats() {
        return pools.all().get(0).stats();
    }

    @Override
    public void close() {
        pools.shutdown(Duration.ZERO);
        if (pools.openLines() != 0) {
            throw new AssertionError(pools.openLines() + " sockets left open");
        }
    }
}
