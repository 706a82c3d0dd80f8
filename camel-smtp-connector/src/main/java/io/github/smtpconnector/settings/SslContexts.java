// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.tls.TlsContexts;
import io.github.smtpconnector.wire.tls.Trust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * One context for each {@link SSLContextParameters} and way to trust, so that equal endpoints share connections and TLS
 * sessions resume. Thread-safe.
 */
final class SslContexts {

    private final ReentrantLock lock = new ReentrantLock();
    private final IdentityHashMap<SSLContextParameters, Map<Trust, SSLContext>> contexts = new IdentityHashMap<>();

    /** The one context of these parameters, or null where there are none. */
    @Nullable
    SSLContext of(@Nullable SSLContextParameters parameters, Trust trust, CamelContext camel) {
        if (parameters == null) {
            return null;
        }
        lock.lock();
        try {
            Map<Trust, SSLContext> known = contexts.computeIfAbsent(parameters, key -> new HashMap<>());
            SSLContext context = known.get(trust);
            if (context == null) {
                context = trust.isByChainAndName()
                        ? parameters.createSSLContext(camel)
                        : unchecked(parameters.getKeyManagers(), trust, camel);
                known.put(trust, context);
            }
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw Failure.permanent(Category.CONFIG, "sslContextParameters: no TLS context could be made of them")
                    .withAdvice("Check the key stores and passwords they name; the cause says which")
                    .causedBy(e)
                    .toException();
        } finally {
            lock.unlock();
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
