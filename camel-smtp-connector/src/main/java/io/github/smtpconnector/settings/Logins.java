// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static io.github.smtpconnector.settings.OptionsCheck.isGiven;

import io.github.smtpconnector.oauth.FetchedTokens;
import io.github.smtpconnector.oauth.TokenGrant;
import io.github.smtpconnector.options.AccessTokenSource;
import io.github.smtpconnector.options.LoginOptions;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.Credentials;
import io.github.smtpconnector.wire.login.Login;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Makes logins of checked options. Endpoints that say the same share the tokens that were fetched, and with them the
 * connections. These are kept while an endpoint uses them, and for as long as the component lives when the server has
 * given another refresh token than the configured one: that one may be worth nothing any more (RFC 6749 section 6).
 * Thread-safe.
 */
final class Logins {

    private final Clock clock;
    private final InUse<TokenGrant, FetchedTokens> fetched = new InUse<>();

    Logins(Clock clock) {
        this.clock = clock;
    }

    /** The login of these options, or null for none. */
    @Nullable
    Login of(LoginOptions options) {
        String username = isGiven(options.getUsername()) ? options.getUsername() : null;
        TokenSource tokens = tokens(options);
        if (tokens != null) {
            return new TokenLogin(username, tokens);
        }
        String password = options.getPassword();
        return username == null || password == null ? null : new Credentials(username, password);
    }

    private @Nullable TokenSource tokens(LoginOptions options) {
        String accessToken = options.getAccessToken();
        if (isGiven(accessToken)) {
            return new FixedToken(Objects.requireNonNull(accessToken));
        }
        if (options.getAccessTokenSource() != null) {
            return new BeanTokens(options.getAccessTokenSource());
        }
        String endpoint = options.getOauthTokenUri();
        if (!isGiven(endpoint)) {
            return null;
        }
        TokenGrant grant = new TokenGrant(
                URI.create(Objects.requireNonNull(endpoint)),
                Objects.requireNonNull(options.getOauthClientId()),
                options.getOauthClientSecret(),
                options.getOauthScope(),
                options.getOauthRefreshToken());
        return fetched.of(grant, () -> new FetchedTokens(grant, clock, fetched::keepAlways));
    }

    /** An endpoint logs in so from now on. */
    void hold(@Nullable Login login) {
        fetched.hold(source(login));
    }

    /** An endpoint does so no longer. */
    void release(@Nullable Login login) {
        fetched.release(source(login), false);
    }

    private static @Nullable TokenSource source(@Nullable Login login) {
        return login instanceof TokenLogin byToken ? byToken.source() : null;
    }

    /** How many sources of tokens are kept. */
    int size() {
        return fetched.size();
    }

    /** The token of the option {@code accessToken}. */
    private record FixedToken(String value) implements TokenSource {

        @Override
        public boolean isAtHand() {
            return true;
        }

        @Override
        public AccessToken token(@Nullable String refused) {
            return new AccessToken(value, true);
        }

        @Override
        public String toString() {
            return "FixedToken[xxxxxx]";
        }
    }

    /** The tokens of the option {@code accessTokenSource}. Equal when they come from the same bean. */
    private static final class BeanTokens implements TokenSource {

        /** A caller that waits for a bean that hangs gives up in time. The threads that hang in it must not add up. */
        private static final int MOST_CALLS = 100;

        private final AccessTokenSource bean;
        private final Semaphore calls = new Semaphore(MOST_CALLS);

        private BeanTokens(AccessTokenSource bean) {
            this.bean = bean;
        }

        @Override
        public AccessToken token(@Nullable String refused) {
            if (!calls.tryAcquire()) {
                throw Failure.retryable(
                                Category.OAUTH_TOKEN,
                                "accessTokenSource has not answered " + MOST_CALLS
                                        + " calls, so it was not asked again")
                        .at(Phase.AUTH)
                        .toException();
            }
            try {
                return ask();
            } finally {
                calls.release();
            }
        }

        private AccessToken ask() {
            @Nullable String value;
            try {
                value = bean.getAccessToken();
            } catch (SmtpConnectorException e) {
                throw e;
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                // Its message is not ours to show: it may hold anything.
                throw Failure.retryable(
                                Category.OAUTH_TOKEN,
                                "accessTokenSource failed with " + e.getClass().getName())
                        .at(Phase.AUTH)
                        .causedBy(e)
                        .toException();
            }
            return new AccessToken(value == null ? "" : value, false);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BeanTokens tokens && bean.equals(tokens.bean);
        }

        @Override
        public int hashCode() {
            return bean.hashCode();
        }
    }
}
