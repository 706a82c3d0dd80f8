// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** The options that say which server is spoken to, when the connection is secured and who logs in. */
@UriParams
public abstract class ServerOptions extends ReachOptions {

    /** The port of message submission (RFC 6409). */
    public static final int SUBMISSION_PORT = 587;

    @UriPath
    private @Nullable String host;

    @UriPath(defaultValue = "" + SUBMISSION_PORT)
    private int port = SUBMISSION_PORT;

    @UriParam(label = "security", defaultValue = "true", displayName = "Use TLS")
    private boolean useTls = true;

    @UriParam(label = "security", defaultValue = "AUTO", displayName = "TLS Mode")
    private TlsMode tlsMode = TlsMode.AUTO;

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

    @UriParam(label = "producer,advanced")
    private @Nullable String localHostname;

    public @Nullable String getHost() {
        return host;
    }

    /**
     * The name or address of the server that takes the mail, an IPv6 address in brackets. Blanks around it are removed.
     * May be left out of the endpoint when the component has one.
     */
    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    /**
     * The port of the server: 587 for message submission with STARTTLS, 465 for TLS from the first byte, or the port of
     * your own server. Port 25 is refused, however it is set, because it is for unencrypted mail between servers.
     */
    public void setPort(int port) {
        this.port = port;
    }

    public boolean isUseTls() {
        return useTls;
    }

    /**
     * Whether the connection must be secured. When true, nothing is sent in clear: on port 465 TLS begins with the first
     * byte, on any other port STARTTLS is required and its absence is an error. When false, STARTTLS is still used where
     * the server offers it, and port 465 still uses TLS from the first byte.
     */
    public void setUseTls(boolean useTls) {
        this.useTls = useTls;
    }

    public TlsMode getTlsMode() {
        return tlsMode;
    }

    /**
     * When TLS begins. AUTO means from the first byte on port 465 and by STARTTLS on any other port; IMPLICIT and
     * STARTTLS force the one or the other on any port. IMPLICIT cannot be combined with useTls=false.
     */
    public void setTlsMode(TlsMode tlsMode) {
        this.tlsMode = tlsMode;
    }

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
     * SCRAM-SHA-1-PLUS, SCRAM-SHA-1, CRAM-MD5, PLAIN, LOGIN. The SCRAM mechanisms need com.ongres.scram:scram-client on
     * the class path, those with PLUS also TLS.
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

    public @Nullable String getLocalHostname() {
        return localHostname;
    }

    /**
     * The name by which the connector introduces itself to the server (EHLO): a host name, or an IP address in square
     * brackets. By default the environment variable HOSTNAME or COMPUTERNAME when it holds a full domain name, else
     * 127.0.0.1 in square brackets; a name is never looked up.
     */
    public void setLocalHostname(@Nullable String localHostname) {
        this.localHostname = localHostname;
    }
}
