// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/**
 * Gives the access tokens to log in with, where the connector is not to fetch them itself. A bean of this type is named
 * by the option {@code accessTokenSource}. Asked for each new connection, from several threads at once, so it should
 * keep a token until shortly before it runs out; asked once more when the server refuses the token. Each call runs in a
 * thread of its own and may take as long as {@code connectTimeout} and {@code replyTimeout} together; then the thread is
 * interrupted, and the mail fails and can be sent later.
 */
@FunctionalInterface
public interface AccessTokenSource {

    /**
     * A token that is good now.
     *
     * @throws Exception when there is none; the mail has not been sent then, and can be sent later
     */
    String getAccessToken() throws Exception;
}
