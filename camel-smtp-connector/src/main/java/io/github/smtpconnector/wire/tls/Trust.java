// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import java.util.Set;

/**
 * Which certificates a connection accepts from the server.
 *
 * @param anyone accept any chain, expiry and name; encryption and SNI stay
 * @param keys the keys of which the server's certificate must have one, whatever its chain, expiry and name; empty where
 *     keys do not matter
 */
public record Trust(boolean anyone, Set<KeyDigest> keys) {

    /** A certificate for the host, from an authority that is trusted. */
    public static final Trust CHAIN_AND_NAME = new Trust(false, Set.of());

    /** Any certificate. */
    public static final Trust ANYONE = new Trust(true, Set.of());

    public Trust {
        keys = Set.copyOf(keys);
    }

    /** A certificate with one of these keys. */
    public static Trust ofKeys(Set<KeyDigest> keys) {
        return new Trust(false, keys);
    }

    /** Whether chain, expiry and name decide, by the TLS context that is used. */
    public boolean isByChainAndName() {
        return !anyone && keys.isEmpty();
    }
}
