// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.wire.login.Login;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.util.List;
import java.util.stream.Stream;
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
 * @param chunking whether content may go by BDAT where the server offers it
 * @param fallbacks the servers to use instead while this one does not serve, in this order, each with none of its own
 */
public record ServerIdentity(
        String host,
        int port,
        TlsPolicy tls,
        @Nullable Login credentials,
        @Nullable String authMechanism,
        boolean allowInsecureAuth,
        String localHostname,
        @Nullable ProxyAddress proxy,
        boolean chunking,
        List<ServerIdentity> fallbacks) {

    public ServerIdentity {
        fallbacks = List.copyOf(fallbacks);
    }

    /** This one and its fallbacks. */
    public List<ServerIdentity> all() {
        return Stream.concat(Stream.of(this), fallbacks.stream()).toList();
    }

    /** The same server with these fallbacks. */
    public ServerIdentity withFallbacks(List<ServerIdentity> others) {
        return new ServerIdentity(
                host, port, tls, credentials, authMechanism, allowInsecureAuth, localHostname, proxy, chunking, others);
    }

    /** {@code host:port}, as errors name the server. */
    public String server() {
        return host + ":" + port;
    }
}
