// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.security.KeyStore;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Camel's parameters for the authority of {@link TestCertificates}. */
public final class TestTrust {

    private TestTrust() {}

    /** They trust the servers of the authority. */
    public static SSLContextParameters parameters() throws Exception {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(TestCertificates.shared().trustStore()));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    /** The same, and they show a certificate of the authority. */
    public static SSLContextParameters parametersWithKey() throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(TestCertificates.shared().clientKeys()));
        keys.setKeyPassword(TestCertificates.PASSWORD);
        SSLContextParameters parameters = parameters();
        parameters.setKeyManagers(keys);
        return parameters;
    }

    private static KeyStoreParameters store(KeyStore keys) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(keys);
        return store;
    }
}
