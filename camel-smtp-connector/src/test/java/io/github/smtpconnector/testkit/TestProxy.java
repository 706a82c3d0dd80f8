// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A proxy on a free loopback port that follows a script with each client, and keeps what it was asked for. */
public final class TestProxy implements AutoCloseable {

    /** What it does with a client. */
    @FunctionalInterface
    public interface Script {
        void play(Client client) throws IOException;
    }

    private final Door door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch silent = new CountDownLatch(1);

    public TestProxy(Script script) {
        door = new Door(
                0,
                socket -> start(() -> {
                    sockets.add(socket);
                    try {
                        script.play(new Client(socket));
                    } catch (IOException e) {
                        // Somebody hung up.
                    } finally {
                        SmtpTestServer.closeQuietly(socket);
                    }
                }));
        door.open();
    }

    /** SOCKS 5 for everybody; whatever name it is asked for, it connects to this port. */
    public static TestProxy socks5(int target) {
        return new TestProxy(client -> {
            client.octets(2 + 1);
            client.say(5, 0);
            client.socksRequest();
            client.say(5, 0, 0, 1, 127, 0, 0, 1, 0, 1);
            client.tunnel(target);
        });
    }

    /** HTTP for everybody, likewise. */
    public static TestProxy http(int target) {
        return new TestProxy(client -> {
            client.head();
            client.say("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
            client.tunnel(target);
        });
    }

    public int port() {
        return door.port();
    }

    /** For those who find nobody at home. */
    public Door door() {
        return door;
    }

    /** What it was asked for: {@code name:port}, or the request head. */
    public List<String> requests() {
        return requests;
    }

    /** Waits until a client gets no answer any more. */
    public void awaitSilence() {
        try {
            if (!silent.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the proxy was not asked; requests: " + requests);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        door.shut();
        sockets.forEach(SmtpTestServer::closeQuietly);
    }

    /** One client. */
    public final class Client {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** The next octets, all of them. */
        public byte[] octets(int count) throws IOException {
            byte[] octets = in.readNBytes(count);
            if (octets.length < count) {
                throw new EOFException();
            }
            return octets;
        }

        /** A text with its length before it. */
        public String text() throws IOException {
            return new String(octets(octets(1)[0] & 0xff), StandardCharsets.UTF_8);
        }

        /** What SOCKS 5 asks to be connected to, kept as {@code name:port}. */
        public void socksRequest() throws IOException {
            String name =
                    switch (octets(4)[3]) {
                        case 1 -> InetAddress.getByAddress(octets(4)).getHostAddress();
                        case 4 -> InetAddress.getByAddress(octets(16)).getHostAddress();
                        default -> "name " + text();
                    };
            byte[] port = octets(2);
            requests.add(name + ":" + ((port[0] & 0xff) * 256 + (port[1] & 0xff)));
        }

        /** Everything up to the empty line, kept. */
        public void head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) octets(1)[0]);
            }
            requests.add(head.toString());
        }

        public void say(int... octets) throws IOException {
            for (int octet : octets) {
                out.write(octet);
                out.flush();
            }
        }

        public void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Says no more, until the client has had enough. */
        public void fallSilent() throws IOException {
            silent.countDown();
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Passes everything on, both ways, to this port. */
        public void tunnel(int port) throws IOException {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(target);
            start(() -> {
                try (target) {
                    in.transferTo(target.getOutputStream());
                } catch (IOException e) {
                    // One of them hung up.
                }
            });
            try (target) {
                target.getInputStream().transferTo(out);
            }
        }
    }
}
