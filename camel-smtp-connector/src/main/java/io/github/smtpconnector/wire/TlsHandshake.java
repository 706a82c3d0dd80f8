// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Secures a line. Host names are verified (RFC 6125), TLS 1.2 is the floor (RFC 8996), whatever the JVM was told. Keeps
 * one context, so that later connections to the same server resume the session. Thread-safe.
 */
final class TlsHandshake {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final ServerIdentity identity;
    private final SSLContext context;

    TlsHandshake(ServerIdentity identity) {
        this.identity = identity;
        this.context = TlsContexts.of(identity.tls());
    }

    /** Lays TLS over the line, within {@code timeout}. */
    SSLSession secure(Line line, Duration timeout) {
        line.readWithin(timeout);
        try {
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(line.socket(), identity.host(), identity.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            if (!identity.tls().ignoreSelfSigned()) {
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
            throw failure(line, e).withServer(identity.server()).toException();
        } finally {
            line.readDone();
        }
    }

    private Failure failure(Line line, IOException cause) {
        boolean implicit = identity.tls().mode() == TlsPolicy.Mode.IMPLICIT;
        Failure failure;
        if (line.isExpired()) {
            failure = Failure.retryable(Category.TLS, "the TLS handshake did not end in time");
            failure = implicit ? failure.withAdvice(EXPECTS_STARTTLS) : failure;
        } else if (has(cause, CertificateException.class)) {
            failure = Failure.permanent(Category.TLS, "the server's certificate was not accepted: " + reason(cause))
                    .withAdvice("Trust its issuer by sslContextParameters, check that host is the name in the"
                            + " certificate, or, for a test server, set ignoreSelfSignedCertificates=true");
        } else if (isLost(cause)) {
            failure = Failure.retryable(Category.TLS, "the connection was lost during the TLS handshake");
            failure = implicit ? failure.withAdvice(EXPECTS_STARTTLS) : failure;
        } else if (cause instanceof SSLException
                && String.valueOf(cause.getMessage()).contains("SSL message")) {
            failure = Failure.permanent(Category.TLS, "the server does not speak TLS here")
                    .withAdvice(
                            implicit
                                    ? EXPECTS_STARTTLS
                                    : "It agreed to STARTTLS and then went on in clear: the server is broken, or"
                                            + " something between answers for it");
        } else {
            failure = Failure.permanent(Category.TLS, "the TLS handshake failed: " + cause.getMessage())
                    .withAdvice("Both sides need a common protocol (TLS 1.2 or later) and cipher suite");
        }
        return failure.at(Phase.STARTTLS).causedBy(cause);
    }

    private static final String EXPECTS_STARTTLS = "This port may expect plain text and STARTTLS first: set"
            + " tlsMode=STARTTLS, or use the server's port for implicit TLS, usually 465";

    /** Whether the line below gave way: a write to one that is reset fails as a plain IOException, and TLS wraps it. */
    private static boolean isLost(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof SSLException)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
