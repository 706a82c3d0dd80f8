// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server of this machine, and cuts most of their connections at random: after any octet,
 * of either direction, in good order or not, or by passing on nothing more. The seed decides where each connection is
 * cut; which mail is on it then is up to both ends.
 */
public final class CuttingProxy implements AutoCloseable {

    /** How a connection ends. */
    private enum End {
        /** In good order, for both ends. */
        FIN,
        /** With RST, for both ends. */
        RST,
        /** Nothing more goes this way; the connection ends when the next one is opened, or when somebody gives up. */
        STALL
    }

    /** Up to here a connection greets, secures itself and logs in, more or less. */
    private static final int OPENING_FROM_CLIENT = 1200;

    private static final int OPENING_FROM_SERVER = 3500;
    /** A dozen small mails, or a large one. */
    private static final int MAILS_FROM_CLIENT = 15_000;

    private static final int MAILS_FROM_SERVER = 3000;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Random random;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Queue<Connection> stalled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    /** Listens on a free loopback port. */
    public CuttingProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections came. */
    public int connections() {
        return connections.get();
    }

    /** How many of them were cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (true) {
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException e) {
                return;
            }
            connections.incrementAndGet();
            Connection waiting = stalled.poll();
            if (waiting != null) {
                waiting.end(End.FIN);
            }
            try {
                new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target)).run();
            } catch (IOException e) {
                SmtpTestServer.closeQuietly(client);
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        SmtpTestServer.closeQuietly(listener);
        open.forEach(connection -> connection.end(End.FIN));
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
            open.add(this);
        }

        /** One of ten is left alone; of the others one of five does not get far. */
        void run() {
            boolean spared = random.nextInt(10) == 0;
            boolean early = random.nextInt(5) == 0;
            boolean fromClient = random.nextBoolean();
            End end = End.values()[random.nextInt(End.values().length)];
            int opening = fromClient ? OPENING_FROM_CLIENT : OPENING_FROM_SERVER;
            int mails = fromClient ? MAILS_FROM_CLIENT : MAILS_FROM_SERVER;
            long after = early ? random.nextInt(opening) : (long) opening + random.nextInt(mails);
            long limit = spared ? Long.MAX_VALUE : after;
            start(() -> pass(client, server, fromClient ? limit : Long.MAX_VALUE, end));
            start(() -> pass(server, client, fromClient ? Long.MAX_VALUE : limit, end));
        }

        private void pass(Socket source, Socket sink, long limit, End end) {
            byte[] octets = new byte[8192];
            long left = limit;
            try {
                InputStream in = source.getInputStream();
                OutputStream out = sink.getOutputStream();
                while (left > 0) {
                    int read = in.read(octets, 0, (int) Math.min(octets.length, left));
                    if (read < 0) {
                        end(End.FIN);
                        return;
                    }
                    out.write(octets, 0, read);
                    left -= read;
                }
            } catch (IOException e) {
                end(End.FIN);
                return;
            }
            cuts.incrementAndGet();
            if (end == End.STALL) {
                stalled.add(this);
            } else {
                end(end);
            }
        }

        void end(End how) {
            open.remove(this);
            hangUp(client, how);
            hangUp(server, how);
        }

        private void hangUp(Socket socket, End how) {
            try {
                if (how == End.RST) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException e) {
                // Gone already.
            }
        }
    }
}
