// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.tls.TlsContexts;
import io.github.smtpconnector.wire.tls.Trust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * One context for each {@link SSLContextParameters} and way to trust, so that equal endpoints share connections and TLS
 * sessions resume. When the last endpoint that uses it has stopped, the next gets another, made of the key stores as
 * they are then. Thread-safe.
 */
final class SslContexts {

    private final InUse<Key, SSLContext> contexts = new InUse<>();

    /** One object is one set of parameters. */
    private record Key(SSLContextParameters parameters, Trust trust) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && parameters == key.parameters && trust.equals(key.trust);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(parameters);
        }
    }

    /** The one context of these parameters, or null where there are none. */
    @Nullable
    SSLContext of(@Nullable SSLContextParameters parameters, Trust trust, CamelContext camel) {
        return parameters == null
                ? null
                : contexts.of(new Key(parameters, trust), () -> create(parameters, trust, camel));
    }

    /** An endpoint uses it from now on. */
    void hold(@Nullable SSLContext context) {
        contexts.hold(context);
    }

    /** An endpoint does so no longer. */
    void release(@Nullable SSLContext context) {
        contexts.release(context, true);
    }

    /** How many are kept. */
    int size() {
        return contexts.size();
    }

    private static SSLContext create(SSLContextParameters parameters, Trust trust, CamelContext camel) {
        try {
            return trust.isByChainAndName()
                    ? parameters.createSSLContext(camel)
                    : unchecked(parameters.getKeyManagers(), trust, camel);
        } catch (GeneralSecurityException | IOException e) {
            throw Failure.permanent(Category.CONFIG, "sslContextParameters: no TLS context could be made of them")
                    .withAdvice("Check the key stores and passwords they name; the cause says which")
                    .causedBy(e)
                    .toException();
        }
    }

    /** Where the server is not checked by chain and name, only the keys of the parameters count: they identify us. */
    private static SSLContext unchecked(@Nullable KeyManagersParameters keys, Trust trust, CamelContext camel)
            throws GeneralSecurityException, IOException {
        if (keys == null) {
            return TlsContexts.unchecked(trust, null);
        }
        keys.setCamelContext(camel);
        return TlsContexts.unchecked(trust, keys.createKeyManagers());
    }
}
