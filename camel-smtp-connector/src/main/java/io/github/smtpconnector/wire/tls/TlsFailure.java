// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Line;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what ended a TLS handshake into a failure that says what to change. */
public final class TlsFailure {

    private static final String EXPECTS_STARTTLS = "This port may expect plain text and STARTTLS first: set"
            + " tlsMode=STARTTLS, or use the server's port for implicit TLS, usually 465";

    /** Alerts of RFC 8446 section 6.2, which come from the server and so are about the client's certificate. */
    private static final Pattern ABOUT_OUR_CERTIFICATE =
            Pattern.compile("fatal alert: (\\w*certificate\\w*|unknown_ca|access_denied)", Pattern.CASE_INSENSITIVE);

    /** How the JDK says that host does not stand in the certificate; that has no exception of its own. */
    private static final Pattern ABOUT_THE_NAME = Pattern.compile("^No (subject alternative|name matching)");

    /** A server that hangs up at once may lose us its own alert: octets that we still write reset the line. */
    public static final String MAY_WANT_CERTIFICATE = "If it happens each time, the server may want a certificate of"
            + " ours: give it by the keyManagers of sslContextParameters";

    private TlsFailure() {}

    /** The failure of a handshake that this exception ended. */
    static Failure of(boolean implicit, Line line, IOException cause) {
        Failure failure = ofAlert(cause);
        if (failure != null) {
            return failure;
        }
        if (line.isExpired()) {
            failure = Failure.retryable(Category.TLS, "the TLS handshake did not end in time");
            failure = implicit ? failure.withAdvice(EXPECTS_STARTTLS) : failure;
        } else if (find(cause, CertificateException.class) != null) {
            failure = certificate(cause);
        } else if (isLost(cause)) {
            failure = Failure.retryable(Category.TLS, "the connection was lost during the TLS handshake")
                    .withAdvice(implicit ? EXPECTS_STARTTLS + ". " + MAY_WANT_CERTIFICATE : MAY_WANT_CERTIFICATE);
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
                    .withAdvice(
                            "Both sides need a common protocol (TLS 1.2 or later) and cipher suite; a server that wants a"
                                    + " certificate of ours gets it by the keyManagers of sslContextParameters");
        }
        return failure.at(Phase.STARTTLS).causedBy(cause);
    }

    /**
     * The failure when the server has sent an alert for our certificate's sake, or for want of one, else null. With TLS
     * 1.3 it does so when our side of the handshake is done already (RFC 8446 section 4.4.2.4).
     */
    public static @Nullable Failure ofAlert(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (!(cause instanceof SSLException)
                || !ABOUT_OUR_CERTIFICATE.matcher(message).find()) {
            return null;
        }
        return Failure.permanent(
                        Category.TLS,
                        "the server wants another certificate of us than it was shown, or one at all: " + message)
                .withAdvice("Give the key and certificate that the server accepts by the keyManagers of"
                        + " sslContextParameters")
                .at(Phase.STARTTLS)
                .causedBy(cause);
    }

    private static Failure certificate(IOException cause) {
        TlsContexts.UnpinnedKeyException unpinned = find(cause, TlsContexts.UnpinnedKeyException.class);
        if (unpinned != null) {
            return Failure.permanent(
                            Category.TLS, "the server's certificate was not accepted: " + unpinned.getMessage())
                    .withAdvice("If the server has got another key, add this digest to pinnedCertificates, but only"
                            + " after the server's operator has confirmed it: it may be another server's");
        }
        String reason = reason(cause);
        return Failure.permanent(Category.TLS, "the server's certificate was not accepted: " + reason)
                .withAdvice(mend(cause, reason) + ", or name its key by pinnedCertificates; only for a test set"
                        + " ignoreSelfSignedCertificates=true");
    }

    private static String mend(IOException cause, String reason) {
        if (ABOUT_THE_NAME.matcher(reason).find()) {
            return "Set host to a name that stands in the certificate";
        }
        if (find(cause, CertificateExpiredException.class) != null
                || find(cause, CertificateNotYetValidException.class) != null) {
            return "Have the server's certificate renewed, or set the clock of this machine right";
        }
        return "Trust its issuer by sslContextParameters";
    }

    /** Whether it is the certificate that was not accepted, for another reason than its key. */
    public static boolean isOfCertificate(Failure failure) {
        return find(failure.cause(), CertificateException.class) != null
                && find(failure.cause(), TlsContexts.UnpinnedKeyException.class) == null;
    }

    /** Whether the line below gave way: a write to one that is reset fails as a plain IOException, and TLS wraps it. */
    private static boolean isLost(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof SSLException)) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
    }
}
