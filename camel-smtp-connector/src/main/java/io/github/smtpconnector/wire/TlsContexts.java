// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
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
        if (policy.ignoreSelfSigned()) {
            return trustingAnyone(null);
        }
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** A context that accepts any certificate and shows these keys, or none. */
    public static SSLContext trustingAnyone(KeyManager @Nullable [] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new TrustAnyone()}, null);
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
    private static final class TrustAnyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
