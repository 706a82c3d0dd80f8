// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Finds the server and opens the TCP connection, trying each of its addresses within one deadline. */
final class Tcp {

    private Tcp() {}

    /** The connected line. */
    static Line connect(ServerIdentity identity, Duration timeout, Watchdog watchdog, OpeningObserver observer) {
        long deadline = watchdog.nanoTime().getAsLong() + timeout.toNanos();
        IOException last = new SocketTimeoutException("no time left");
        InetAddress[] addresses = resolve(identity);
        observer.resolved(addresses);
        for (InetAddress address : addresses) {
            long left = deadline - watchdog.nanoTime().getAsLong();
            if (left <= 0) {
                break;
            }
            try {
                InetSocketAddress remote = new InetSocketAddress(address, identity.port());
                Line line = open(remote, Duration.ofNanos(left), watchdog);
                observer.connected(remote);
                return line;
            } catch (IOException e) {
                last = e;
            }
        }
        boolean late = last instanceof SocketTimeoutException;
        throw Failure.retryable(
                        late ? Category.CONNECT_TIMEOUT : Category.CONNECT,
                        late ? "no connection within " + timeout.toMillis() + " ms" : "the connection was refused")
                .at(Phase.CONNECT)
                .withServer(identity.server())
                .withAdvice("Check host and port, and that no firewall stands between")
                .causedBy(last)
                .toException();
    }

    private static InetAddress[] resolve(ServerIdentity identity) {
        try {
            return InetAddress.getAllByName(identity.host());
        } catch (UnknownHostException e) {
            throw Failure.retryable(Category.DNS, "the host name was not resolved")
                    .at(Phase.RESOLVE)
                    .withServer(identity.server())
                    .withAdvice("Check host")
                    .causedBy(e)
                    .toException();
        }
    }

    private static Line open(InetSocketAddress address, Duration timeout, Watchdog watchdog) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            // Without it the second of two small writes, as in a TLS 1.3 handshake, waits for a delayed
            // acknowledgement.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            Line line = new Line(channel, watchdog);
            line.connect(address, timeout);
            return line;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
