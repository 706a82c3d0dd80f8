// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust and keys for TLS. */
public final class TlsContexts {

    private TlsContexts() {}

    /** The context of the policy, or the JDK's own with its trust store. */
    static SSLContext of(TlsPolicy policy) {
        if (policy.context() != null) {
            return policy.context();
        }
        if (!policy.trust().isByChainAndName()) {
            return unchecked(policy.trust(), null);
        }
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * A context that looks at no chain, expiry and name.
     *
     * @param trust any server, or a server that has one of some keys
     * @param keys what it shows of ourselves, or null for nothing
     */
    public static SSLContext unchecked(Trust trust, KeyManager @Nullable [] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new Unchecked(trust.keys())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static RuntimeException unusable(GeneralSecurityException cause) {
        return Failure.permanent(Category.CONFIG, "the TLS settings of this JVM cannot be used")
                .causedBy(cause)
                .toException();
    }

    /** The extended class, for otherwise the JDK adds its own check of the name and the algorithms. */
    private static final class Unchecked extends X509ExtendedTrustManager {

        private final Set<KeyDigest> pinned;

        Unchecked(Set<KeyDigest> pinned) {
            this.pinned = pinned;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (pinned.isEmpty()) {
                return;
            }
            // The server's own certificate comes first (RFC 8446 section 4.4.2), and it has proved to have that key.
            KeyDigest presented = KeyDigest.of(chain[0]);
            if (!pinned.contains(presented)) {
                throw new UnpinnedKeyException(presented);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The server's certificate has another key than was demanded. */
    static final class UnpinnedKeyException extends CertificateException {

        private static final long serialVersionUID = 1L;

        private UnpinnedKeyException(KeyDigest presented) {
            super("its public key is " + presented + ", which is none of pinnedCertificates");
        }
    }
}
