// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.proxy.HttpConnect;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.proxy.ProxyFailure;
import io.github.smtpconnector.wire.proxy.ProxyLine;
import io.github.smtpconnector.wire.proxy.Socks5;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server, or the proxy that does, and opens the TCP connection, within one deadline for all of its addresses.
 * One that says nothing must not use up the time of the others: each but the last has half of what is left (RFC 8305
 * section 5 has less patience, but tries several at once).
 */
final class Tcp {

    /** The least that an address gets, as long as there is so much. */
    private static final long LEAST_SHARE = Duration.ofMillis(250).toNanos();

    private final ServerIdentity identity;
    private final Addresses addresses;
    private final @Nullable ProxyAddress proxy;
    private final Duration timeout;
    private final Watchdog watchdog;
    private final long deadline;

    private Tcp(ServerIdentity identity, Addresses addresses, Duration timeout, Watchdog watchdog) {
        this.identity = identity;
        this.addresses = addresses;
        this.proxy = identity.proxy();
        this.timeout = timeout;
        this.watchdog = watchdog;
        this.deadline = watchdog.nanoTime().getAsLong() + timeout.toNanos();
    }

    /** The connected line. */
    static Line connect(
            ServerIdentity identity,
            Addresses addresses,
            Duration timeout,
            Watchdog watchdog,
            OpeningObserver observer) {
        return new Tcp(identity, addresses, timeout, watchdog).connect(observer);
    }

    private Line connect(OpeningObserver observer) {
        IOException last = new SocketTimeoutException("no time left");
        InetAddress[] found = resolve();
        observer.resolved(found);
        for (int i = 0; i < found.length; i++) {
            if (left() <= 0 || OwnEnd.isReached(watchdog)) {
                break;
            }
            try {
                InetSocketAddress remote =
                        new InetSocketAddress(found[i], proxy == null ? identity.port() : proxy.port());
                Line line = open(remote, share(i == found.length - 1));
                try {
                    addresses.answered(found[i]);
                    if (proxy != null) {
                        passThrough(proxy, line);
                    }
                    observer.connected(remote, proxy);
                    return line;
                } catch (RuntimeException | Error e) {
                    line.abort();
                    throw e;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        boolean late = last instanceof SocketTimeoutException;
        throw Failure.retryable(
                        late ? Category.CONNECT_TIMEOUT : Category.CONNECT,
                        (late ? "no connection within " + timeout.toMillis() + " ms" : "the connection was refused")
                                + (found.length > 1 ? " at any of " + found.length + " addresses" : "")
                                + (proxy == null ? "" : ", by the proxy " + proxy))
                .at(Phase.CONNECT)
                .withServer(identity.server())
                .withAdvice("Check " + (proxy == null ? "host and port" : "proxyUri")
                        + ", and that no firewall stands between")
                .causedBy(last)
                .toException();
    }

    private long left() {
        return deadline - watchdog.nanoTime().getAsLong();
    }

    private Duration share(boolean last) {
        long left = left();
        return Duration.ofNanos(last ? left : Math.max(left / 2, Math.min(left, LEAST_SHARE)));
    }

    private InetAddress[] resolve() {
        String host = proxy == null ? identity.host() : proxy.host();
        try {
            // An address is read, not looked up: nothing waits for that.
            return isAddress(host)
                    ? addresses.of(host)
                    : AwaitedCall.await(() -> addresses.of(host), timeout, watchdog);
        } catch (UnknownHostException e) {
            throw unresolved("", e);
        } catch (ExecutionException e) {
            throw unresolved("", Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw unresolved(" within " + timeout.toMillis() + " ms", e);
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private SmtpConnectorException unresolved(String within, Throwable cause) {
        return Failure.retryable(
                        Category.DNS,
                        (proxy == null ? "the host name" : "the name of the proxy " + proxy) + " was not resolved"
                                + within)
                .at(Phase.RESOLVE)
                .withServer(identity.server())
                .withAdvice("Check " + (proxy == null ? "host" : "proxyUri"))
                .causedBy(cause)
                .toException();
    }

    private Line open(InetSocketAddress address, Duration within) throws IOException {
        SocketChannel channel = SocketChannel.open();
        Line line;
        try {
            // Without it the second of two small writes, as in a TLS 1.3 handshake, waits for a delayed
            // acknowledgement.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            line = new Line(channel, watchdog);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
        try {
            line.connect(address, within);
            return line;
        } catch (IOException | RuntimeException | Error e) {
            line.abort();
            throw e;
        }
    }

    /** Lets the proxy connect. Its answer is its last word: another address of the same proxy would say the same. */
    private void passThrough(ProxyAddress through, Line line) {
        Duration left = Duration.ofNanos(Math.max(1, left()));
        line.readWithin(left);
        try {
            ProxyLine toProxy = new ProxyLine(line, left);
            switch (through.kind()) {
                case SOCKS5 -> new Socks5(through, toProxy).connect(identity.host(), identity.port());
                case HTTP -> new HttpConnect(through, toProxy).connect(identity.host(), identity.port());
            }
            line.readDone();
            if (line.transcript().isOn()) {
                line.transcript().event("connected to " + identity.server() + " by the proxy " + through);
            }
        } catch (IOException e) {
            throw onTheWay(ProxyFailure.broken(through, line, timeout, e));
        } catch (SmtpConnectorException e) {
            throw onTheWay(e.getFailure());
        }
    }

    private SmtpConnectorException onTheWay(Failure failure) {
        return failure.at(Phase.CONNECT).withServer(identity.server()).toException();
    }
}
