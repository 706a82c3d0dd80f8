// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a mechanism may use to log in.
 *
 * @param host the server's name or address
 * @param port the server's port
 * @param login the user to log in
 * @param mechanism the name of the SASL mechanism to use, or null for the strongest that the server offers
 * @param token the token to log in with, where the login is by token
 * @param offered the mechanisms that the server offers here, in upper case
 * @param tls the session that secures the connection, or null in clear
 */
public record LoginAttempt(
        String host,
        int port,
        Login login,
        @Nullable String mechanism,
        @Nullable AccessToken token,
        Set<String> offered,
        @Nullable SSLSession tls) {

    /** {@code host:port}, as errors name the server. */
    String server() {
        return host + ":" + port;
    }

    /** Whether the server can bind a login to the TLS connection, as far as it says. */
    boolean bindingIsOffered() {
        return offered.stream().anyMatch(name -> name.startsWith("SCRAM-") && name.endsWith(SaslMechanism.BOUND));
    }
}
