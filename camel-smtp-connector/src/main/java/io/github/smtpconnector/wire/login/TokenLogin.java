// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import org.jspecify.annotations.Nullable;

/**
 * A login by access token. Tokens come and go; two logins are equal when theirs come from the same source.
 *
 * @param username the mailbox to send as, or null where the token says it
 * @param source where tokens come from
 */
public record TokenLogin(@Nullable String username, TokenSource source) implements Login {

    @Override
    public String toString() {
        return "TokenLogin[xxxxxx]";
    }
}
