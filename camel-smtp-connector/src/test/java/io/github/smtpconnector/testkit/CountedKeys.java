// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's keys that count how often they are asked for; a handshake that resumes a session needs none. */
final class CountedKeys extends X509ExtendedKeyManager {

    private final X509ExtendedKeyManager keys;
    private final AtomicInteger uses;

    CountedKeys(X509ExtendedKeyManager keys, AtomicInteger uses) {
        this.keys = keys;
        this.uses = uses;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        uses.incrementAndGet();
        return keys.getPrivateKey(alias);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.getServerAliases(keyType, issuers);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.getClientAliases(keyType, issuers);
    }
}
