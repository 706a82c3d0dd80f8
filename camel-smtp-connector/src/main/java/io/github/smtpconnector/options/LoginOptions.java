// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in, and how.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class LoginOptions extends ServerOptions {

    @UriParam(label = "security", secret = true)
    @Metadata(secret = true)
    private @Nullable String username;

    @UriParam(label = "security", secret = true)
    @Metadata(secret = true)
    private @Nullable String password;

    @UriParam(
            label = "security,advanced",
            defaultValue = "AUTO",
            enums = "AUTO,OAUTHBEARER,XOAUTH2,SCRAM-SHA-256-PLUS,SCRAM-SHA-256,SCRAM-SHA-1-PLUS,SCRAM-SHA-1,CRAM-MD5,"
                    + "PLAIN,LOGIN")
    private String authMechanism = "AUTO";

    @UriParam(label = "security,advanced")
    private boolean allowInsecureAuth;

    @UriParam(label = "security", secret = true)
    @Metadata(secret = true)
    private @Nullable String accessToken;

    @UriParam(label = "security")
    private @Nullable AccessTokenSource accessTokenSource;

    @UriParam(label = "security", displayName = "OAuth Token URI")
    private @Nullable String oauthTokenUri;

    @UriParam(label = "security", displayName = "OAuth Client Id", secret = true)
    @Metadata(secret = true)
    private @Nullable String oauthClientId;

    @UriParam(label = "security", displayName = "OAuth Client Secret", secret = true)
    @Metadata(secret = true)
    private @Nullable String oauthClientSecret;

    @UriParam(label = "security", displayName = "OAuth Scope")
    private @Nullable String oauthScope;

    @UriParam(label = "security", displayName = "OAuth Refresh Token", secret = true)
    @Metadata(secret = true)
    private @Nullable String oauthRefreshToken;

    public @Nullable String getUsername() {
        return username;
    }

    /**
     * The user name to log in with. Give username and password both, or neither for a server that needs no login; for a
     * login by access token the mailbox that the token is for, and no password. With a login given, a server that
     * offers no authentication is an error.
     */
    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    /** The password to log in with. It is never sent over an unencrypted connection, see allowInsecureAuth. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public String getAuthMechanism() {
        return authMechanism;
    }

    /**
     * The mechanism to log in with, in any case. AUTO takes the strongest that the server offers and that can be used,
     * in this order: with an access token OAUTHBEARER, XOAUTH2; with a password SCRAM-SHA-256-PLUS, SCRAM-SHA-256,
     * SCRAM-SHA-1-PLUS, SCRAM-SHA-1, then over TLS PLAIN, LOGIN, CRAM-MD5 and without it CRAM-MD5, PLAIN, LOGIN. One that
     * the server then does not have (504 or 534) is passed over; any other refusal is the last word. The SCRAM mechanisms
     * need com.ongres.scram:scram-client on the class path, those with PLUS also TLS.
     */
    public void setAuthMechanism(String authMechanism) {
        this.authMechanism = authMechanism;
    }

    public boolean isAllowInsecureAuth() {
        return allowInsecureAuth;
    }

    /**
     * Whether the login may be sent over an unencrypted connection to another machine. Without it such a login is an
     * error; a server on the loopback address is always allowed. Has an effect only with useTls=false.
     */
    public void setAllowInsecureAuth(boolean allowInsecureAuth) {
        this.allowInsecureAuth = allowInsecureAuth;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    /**
     * An access token to log in with instead of a password. It is used as it is and never renewed, so it is meant for
     * tests and for tokens that do not run out; see accessTokenSource and oauthTokenUri for others. Needs username, and
     * like a password it is never sent over an unencrypted connection, see allowInsecureAuth.
     */
    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable AccessTokenSource getAccessTokenSource() {
        return accessTokenSource;
    }

    /**
     * A bean that gives access tokens to log in with instead of a password, such as #bean:myTokens. It is asked for
     * each new connection and keeps its tokens itself.
     */
    public void setAccessTokenSource(@Nullable AccessTokenSource accessTokenSource) {
        this.accessTokenSource = accessTokenSource;
    }

    public @Nullable String getOauthTokenUri() {
        return oauthTokenUri;
    }

    /**
     * The token endpoint from which access tokens are fetched, over https; http is allowed on the loopback address
     * only. A token is kept until shortly before it runs out and shared by all endpoints with the same options. The
     * endpoint's certificate must be one that the JVM trusts. Needs oauthClientId, and oauthClientSecret or
     * oauthRefreshToken.
     */
    public void setOauthTokenUri(@Nullable String oauthTokenUri) {
        this.oauthTokenUri = oauthTokenUri;
    }

    public @Nullable String getOauthClientId() {
        return oauthClientId;
    }

    /** The client, also called application, that asks for access tokens. */
    public void setOauthClientId(@Nullable String oauthClientId) {
        this.oauthClientId = oauthClientId;
    }

    public @Nullable String getOauthClientSecret() {
        return oauthClientSecret;
    }

    /**
     * The client's secret. Without oauthRefreshToken it alone stands for the right to send (client credentials). It is
     * sent in the body of the request.
     */
    public void setOauthClientSecret(@Nullable String oauthClientSecret) {
        this.oauthClientSecret = oauthClientSecret;
    }

    public @Nullable String getOauthScope() {
        return oauthScope;
    }

    /** What the access tokens are to be good for, as the provider names it, several separated by blanks. */
    public void setOauthScope(@Nullable String oauthScope) {
        this.oauthScope = oauthScope;
    }

    public @Nullable String getOauthRefreshToken() {
        return oauthRefreshToken;
    }

    /**
     * The refresh token that stands for the consent of the mailbox's owner. When the provider gives another one in its
     * place, that is used from then on, in memory only: after a restart the one given here must still be good.
     */
    public void setOauthRefreshToken(@Nullable String oauthRefreshToken) {
        this.oauthRefreshToken = oauthRefreshToken;
    }
}
