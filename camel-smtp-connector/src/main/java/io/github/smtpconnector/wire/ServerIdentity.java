// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import org.jspecify.annotations.Nullable;

/**
 * What makes two connections interchangeable: every setting that decides where it goes, how it is secured and in whose
 * name. Endpoints with equal identities share connections.
 *
 * @param host the server's name or address
 * @param port the server's port
 * @param tls when and how the connection is secured
 * @param credentials the login, or null for none
 * @param authMechanism the SASL mechanism to use, or null for the strongest that the server offers
 * @param allowInsecureAuth whether the login may travel without TLS to another machine
 * @param localHostname the name to introduce ourselves with (EHLO)
 * @param proxy the proxy that connects to the server and looks up its name, or null for a direct connection
 */
public record ServerIdentity(
        String host,
        int port,
        TlsPolicy tls,
        @Nullable Login credentials,
        @Nullable String authMechanism,
        boolean allowInsecureAuth,
        String localHostname,
        @Nullable ProxyAddress proxy) {

    /** {@code host:port}, as errors name the server. */
    public String server() {
        return host + ":" + port;
    }
}
