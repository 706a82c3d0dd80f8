// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import io.github.smtpconnector.wire.dialogue.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Secures a line. Host names are verified (RFC 6125) unless keys decide, TLS 1.2 is the floor (RFC 8996), whatever the
 * JVM was told. Keeps one context, so that later connections to the same server resume the session. Thread-safe.
 */
public final class TlsHandshake {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

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

    /** Lays TLS over the line, within {@code timeout}. */
    public SSLSession secure(Line line, Duration timeout) {
        line.readWithin(timeout);
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(line.socket(), host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            if (policy.trust().isByChainAndName()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            // What sslContextParameters allow stays allowed, but nothing below the floor.
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
