// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A line with a delay between a client and a server of this machine. The whole round trip is on the way back, which is the
 * same for a client that waits for replies; any number of octets can be under way, so commands sent together wait once.
 */
public final class DelayingProxy implements AutoCloseable {

    private record Octets(byte[] octets, long due) {}

    private static final Octets END = new Octets(new byte[0], 0);

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final long roundTrip;

    /** Listens on a free loopback port. */
    public DelayingProxy(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.roundTrip = roundTrip.toNanos();
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> {
                try (server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            BlockingQueue<Octets> underWay = new LinkedBlockingQueue<>();
            start(() -> collect(server.getInputStream(), underWay));
            start(() -> {
                try (client) {
                    deliver(underWay, client.getOutputStream());
                }
            });
        }
    }

    private void collect(InputStream from, BlockingQueue<Octets> underWay) throws IOException {
        try {
            byte[] buffer = new byte[8192];
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                underWay.add(new Octets(Arrays.copyOf(buffer, count), System.nanoTime() + roundTrip));
            }
        } finally {
            underWay.add(END);
        }
    }

    private static void deliver(BlockingQueue<Octets> underWay, OutputStream to) throws IOException {
        try {
            for (Octets next = underWay.take(); next != END; next = underWay.take()) {
                for (long left = next.due() - System.nanoTime(); left > 0; left = next.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                to.write(next.octets());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end hung up, and so the other is let go.
                    }
                },
                "delaying-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
