// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import io.github.smtpconnector.benchmark.Figures;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An SMTP server which takes mail in, checks and counts it, and throws it away. It runs in its own JVM: it prints one
 * line of {@code what=port} pairs, then answers every line on its standard input with what it has counted since the
 * last.
 */
public final class Sink {
    private final Tally tally = new Tally();
    private final SSLContext tls;

    private Sink(SSLContext tls) {
        this.tls = tls;
    }

    public static void main(String[] arguments) throws Exception {
        Sink sink = new Sink(contextFrom(arguments[0], arguments[1].toCharArray()));
        Figures ports = Figures.none();
        for (SinkPort port : SinkPort.all()) {
            ports = ports.with(port.toString(), sink.listen(port));
        }
        System.out.println(ports);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(sink.tally.take());
        }
        System.exit(0);
    }

    private static SSLContext contextFrom(String keyStore, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(keyStore)) {
            keys.load(file, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private int listen(SinkPort port) throws IOException {
        Acceptor acceptor = new Acceptor();
        Thread accepting = new Thread(() -> accept(acceptor, port), "accept-" + port);
        accepting.setDaemon(true);
        accepting.start();
        return acceptor.getLocalPort();
    }

    private void accept(Acceptor acceptor, SinkPort port) {
        while (true) {
            try {
                DelayedSocket socket = acceptor.acceptDelayed();
                long accepted = System.nanoTime();
                tally.connection();
                socket.setTcpNoDelay(true);
                if (port.roundTrip() > 0) {
                    socket.delayBy(port.roundTripNanos());
                }
                Thread session = new Thread(() -> serve(socket, port, accepted), "session");
                session.setDaemon(true);
                session.start();
            } catch (IOException e) {
                System.err.println("Not accepted at " + port + ": " + e);
            }
        }
    }

    private void serve(DelayedSocket socket, SinkPort port, long accepted) {
        // On a real way the three-way handshake takes one round trip before the client may speak, the greeting's way
        // (or the ClientHello's answer) the second.
        DelayLine.sleepUntil(accepted + 2 * port.roundTripNanos());
        try (Socket closing = socket) {
            new SinkSession(closing, port, tls, tally).serve();
        } catch (IOException e) {
            System.err.println("Session at " + port + " ended: " + e);
        }
    }

    private static final class Acceptor extends ServerSocket {
        Acceptor() throws IOException {
            super(0, 1024, InetAddress.getLoopbackAddress());
        }

        DelayedSocket acceptDelayed() throws IOException {
            DelayedSocket socket = new DelayedSocket();
            implAccept(socket);
            return socket;
        }
    }
}
