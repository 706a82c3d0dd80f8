// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.wire.ServerIdentity;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a mechanism may use to log in.
 *
 * @param identity whom we speak to, and in whose name
 * @param token the token to log in with, where the login is by token
 * @param offered the mechanisms that the server offers here, in upper case
 * @param tls the session that secures the connection, or null in clear
 */
public record LoginAttempt(
        ServerIdentity identity, @Nullable AccessToken token, Set<String> offered, @Nullable SSLSession tls) {

    /** Whether the server can bind a login to the TLS connection, as far as it says. */
    boolean bindingIsOffered() {
        return offered.stream().anyMatch(name -> name.startsWith("SCRAM-") && name.endsWith(SaslMechanism.BOUND));
    }
}
