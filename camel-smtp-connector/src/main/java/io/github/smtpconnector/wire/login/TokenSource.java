// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import org.jspecify.annotations.Nullable;

/** Where access tokens come from. Asked for each new connection, from several threads at once; may take its time. */
@FunctionalInterface
public interface TokenSource {

    /**
     * A token to log in with.
     *
     * @param refused the token that the server has just refused, for which another one is wanted, or null
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException of category OAUTH_TOKEN when there is none
     */
    AccessToken token(@Nullable String refused);

    /** Whether it gives a token without asking for one elsewhere. */
    default boolean isAtHand() {
        return false;
    }
}
