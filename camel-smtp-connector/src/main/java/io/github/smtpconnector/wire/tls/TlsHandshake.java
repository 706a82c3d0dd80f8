// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import io.github.smtpconnector.wire.dialogue.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Secures a line. Host names are verified (RFC 6125) unless keys decide, TLS 1.2 is the floor (RFC 8996), whatever the
 * JVM was told. Keeps one context, so that later connections to the same server resume the session. Thread-safe.
 */
public final class TlsHandshake {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;

    private final String host;
    private final int port;
    private final TlsPolicy policy;
    private final SSLContext context;

    public TlsHandshake(String host, int port, TlsPolicy policy) {
        this.host = host;
        this.port = port;
        this.policy = policy;
        this.context = TlsContexts.of(policy);
    }

    /**
     * Whether the other side answers the first message of a handshake by a record of TLS, be it an alert (RFC 8446
     * section 5.1). The line is of no use afterwards.
     */
    public boolean isAnswered(Line line, Duration timeout) throws IOException {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        line.write(hello.array(), 0, hello.position(), timeout);
        line.flush(timeout);
        line.readWithin(timeout);
        byte[] answer = new byte[2];
        int got = line.read(answer, 0, 1);
        got += got < 1 ? 0 : line.read(answer, 1, 1);
        return got == 2 && (answer[0] == ALERT || answer[0] == HANDSHAKE) && answer[1] == MAJOR_VERSION;
    }

    /** Lays TLS over the line, within {@code timeout}. */
    public SSLSession secure(Line line, Duration timeout) {
        line.readWithin(timeout);
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(line.socket(), host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            if (policy.trust().isByChainAndName()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            // A version that sslContextParameters allow stays allowed, but none below the floor.
            String[] allowed = Arrays.stream(parameters.getProtocols())
                    .filter(PROTOCOLS::contains)
                    .toArray(String[]::new);
            parameters.setProtocols(allowed.length == 0 ? PROTOCOLS.toArray(new String[0]) : allowed);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            line.secured(socket);
            return socket.getSession();
        } catch (IOException e) {
            boolean implicit = policy.mode() == TlsPolicy.Mode.IMPLICIT;
            throw TlsFailure.of(implicit, line, e).withServer(host + ":" + port).toException();
        } finally {
            line.readDone();
        }
    }
}
