// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.mime.CountedMessage;
import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.mime.LimitedMessage;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.PaceBy;
import io.github.smtpconnector.options.ServerOptions;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.sending.ClaimOwners;
import io.github.smtpconnector.sending.IdempotencyKey;
import io.github.smtpconnector.sending.Memory;
import io.github.smtpconnector.sending.OutgoingMail;
import io.github.smtpconnector.smime.Smime;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.login.Login;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.KeyDigest;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * What the options of one endpoint mean to the rooms that use them. Immutable, made of checked options.
 *
 * @param options the options themselves, which do not change any more
 * @param server where the mails go, how the line is secured, and the login
 * @param timeouts how long each step may take
 * @param limits of the connections
 * @param smime how mails are signed and encrypted for their receivers; null for not at all
 * @param dkim the signer that vouches for the domain of the sender; null for none
 */
public record Settings(
        AllOptions options,
        ServerIdentity server,
        Timeouts timeouts,
        PoolLimits limits,
        @Nullable Smime smime,
        @Nullable DkimSigner dkim) {

    /** What a busy machine takes in between. */
    private static final Duration BESIDES = Duration.ofSeconds(30);

    /** The port of submission over TLS (RFC 8314 section 3.3). */
    private static final int SUBMISSIONS_PORT = 465;

    static Settings of(
            AllOptions options,
            @Nullable SSLContext context,
            @Nullable Login login,
            @Nullable Smime smime,
            @Nullable DkimSigner dkim) {
        return new Settings(options, server(options, context, login), timeouts(options), limits(options), smime, dkim);
    }

    private static ServerIdentity server(AllOptions options, @Nullable SSLContext context, @Nullable Login login) {
        String host = HostPort.withoutBrackets(
                Objects.requireNonNull(options.getHost()).strip());
        HostPort first = new HostPort(host, options.getPort());
        String hosts = options.getHosts();
        List<ServerIdentity> others = hosts == null || hosts.isEmpty()
                ? List.of()
                : HostPort.list(hosts, options.getPort()).stream()
                        .filter(other -> !other.equals(first))
                        .distinct()
                        .map(other -> server(other, options, context, login))
                        .toList();
        return server(first, options, context, login).withFallbacks(others);
    }

    private static ServerIdentity server(
            HostPort server, AllOptions options, @Nullable SSLContext context, @Nullable Login login) {
        String mechanism = options.getAuthMechanism().toUpperCase(Locale.ROOT);
        String localHostname = options.getLocalHostname();
        return new ServerIdentity(
                server.host(),
                server.port(),
                new TlsPolicy(mode(options, server.port()), trust(options), context),
                login,
                mechanism.equals("AUTO") ? null : mechanism,
                options.isAllowInsecureAuth(),
                localHostname == null ? LocalHostname.bestKnown(System.getenv()) : localHostname,
                proxy(options),
                options.isChunking(),
                List.of());
    }

    /** A mail in its last form: as it goes over the wire. */
    public RenderedMessage render(OutgoingMail mail, String messageId, Instant now) {
        RenderedMessage message = mail.render(messageId, now);
        if (smime != null) {
            message = smime.protect(message, mail.parties(), now);
        }
        // Last, for it signs what goes over the wire.
        if (dkim != null) {
            message = dkim.sign(message, now);
        }
        Long limit = options.getMaxMessageSize();
        return CountedMessage.of(limit == null ? message : LimitedMessage.of(message, limit));
    }

    /**
     * Where it is written whether this mail was sent; null for a mail without a key.
     *
     * @param ledger the one to write in, or null for none
     * @param owners who may write there
     */
    public @Nullable Memory memory(
            OutgoingMail mail, Exchange exchange, @Nullable SendLedger ledger, ClaimOwners owners) {
        IdempotencyKey key = mail.key();
        if (key == null) {
            return null;
        }
        if (ledger != null) {
            return Memory.of(ledger, key, owners.next(), lease());
        }
        IdempotentRepository repository = options.getIdempotentRepository();
        return repository == null ? null : Memory.of(repository, exchange, key);
    }

    /** How many mails can be under way at once. */
    public int places() {
        return (int) Math.min(Integer.MAX_VALUE, (long) limits.maxConnections() * limits.maxInFlight());
    }

    /** When the connection is secured. */
    public static TlsPolicy.Mode mode(ServerOptions options) {
        return mode(options, options.getPort());
    }

    private static TlsPolicy.Mode mode(ServerOptions options, int port) {
        boolean implicit =
                switch (options.getTlsMode()) {
                    case AUTO -> port == SUBMISSIONS_PORT;
                    case IMPLICIT -> true;
                    case STARTTLS -> false;
                };
        if (implicit) {
            return TlsPolicy.Mode.IMPLICIT;
        }
        return options.isUseTls() ? TlsPolicy.Mode.STARTTLS_REQUIRED : TlsPolicy.Mode.STARTTLS_OFFERED;
    }

    /** Which servers to trust. */
    public static Trust trust(ServerOptions options) {
        if (options.isIgnoreSelfSignedCertificates()) {
            return Trust.ANYONE;
        }
        String pinned = options.getPinnedCertificates();
        return pinned == null || pinned.isEmpty() ? Trust.CHAIN_AND_NAME : Trust.ofKeys(KeyDigest.list(pinned));
    }

    private static @Nullable ProxyAddress proxy(AllOptions options) {
        String uri = options.getProxyUri();
        return uri == null || uri.isEmpty() ? null : ProxyAddress.of(uri);
    }

    private static Timeouts timeouts(AllOptions options) {
        return new Timeouts(
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getTlsTimeout()),
                Duration.ofMillis(options.getReplyTimeout()),
                Duration.ofMillis(options.getWriteTimeout()),
                Duration.ofMillis(options.getFinalReplyTimeout()));
    }

    /**
     * How long a mail can be under way once it is claimed: MAIL and RCPT, the content as a rule, and the reply to it. A
     * content that takes longer to write is called uncertain until it is through.
     */
    public Duration lease() {
        return timeouts.reply()
                .multipliedBy(2)
                .plus(timeouts.write())
                .plus(timeouts.finalReply())
                .plus(BESIDES);
    }

    private static PoolLimits limits(AllOptions options) {
        return new PoolLimits(
                options.getMaxConnections(),
                options.getMaxMessagesPerConnection(),
                Duration.ofMillis(options.getIdleTimeout()),
                Duration.ofMillis(options.getMaxConnectionAge()),
                Duration.ofMillis(options.getMaxWait()),
                options.getMaxInFlight(),
                new PaceLimits(
                        Objects.requireNonNullElse(options.getMaxMessagesPerSecond(), 0.0),
                        Objects.requireNonNullElse(options.getMaxMessagesPerDay(), 0L),
                        options.getPaceBy() == PaceBy.RECIPIENT,
                        options.getPace()));
    }
}
