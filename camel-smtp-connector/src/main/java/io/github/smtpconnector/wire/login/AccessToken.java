// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;

/**
 * A bearer token (RFC 6750). Never prints it.
 *
 * @param value the token; visible ASCII, for anything else could end its field in the login
 * @param fresh whether it was made just now, so that another one would be no better
 */
public record AccessToken(String value, boolean fresh) {

    public AccessToken {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw Failure.permanent(Category.OAUTH_TOKEN, "the access token is empty or holds what no token may hold")
                    .at(Phase.AUTH)
                    .withAdvice("A token is one word of letters, digits and -._~+/=")
                    .toException();
        }
    }

    @Override
    public String toString() {
        return "AccessToken[xxxxxx]";
    }
}
