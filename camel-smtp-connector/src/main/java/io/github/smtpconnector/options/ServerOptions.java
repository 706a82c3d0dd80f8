// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which server mails go to, how it is reached and whom to trust.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class ServerOptions {

    /** The port of message submission (RFC 6409). */
    public static final int SUBMISSION_PORT = 587;

    @UriPath
    private @Nullable String host;

    @UriPath(defaultValue = "" + SUBMISSION_PORT)
    private int port = SUBMISSION_PORT;

    @UriParam(label = "producer")
    private @Nullable String hosts;

    @UriParam(label = "producer,advanced")
    private @Nullable String localHostname;

    @UriParam(label = "proxy", displayName = "Proxy URI", secret = true)
    @Metadata(secret = true)
    private @Nullable String proxyUri;

    @UriParam(label = "security", defaultValue = "true", displayName = "Use TLS")
    private boolean useTls = true;

    @UriParam(label = "security", defaultValue = "AUTO", displayName = "TLS Mode")
    private TlsMode tlsMode = TlsMode.AUTO;

    @UriParam(label = "security", displayName = "SSL Context Parameters")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "security", displayName = "Ignore Self-Signed Certificates")
    private boolean ignoreSelfSignedCertificates;

    @UriParam(label = "security")
    private @Nullable String pinnedCertificates;

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

    public @Nullable String getHosts() {
        return hosts;
    }

    /**
     * The servers to use, in this order, while host does not serve: host or host:port, separated by comma, without a
     * port that of host; an IPv6 address in brackets. All options, the login too, are for each of them; TLS checks each
     * one's own name. The next one is tried when a connection cannot be opened, not secured, or is refused by 421 or
     * another 4yz before the mail, but never after a refused login, nor once the mail has begun. A server that failed is
     * tried after the others for a minute. The header CamelSmtpConnectorHost says which one took the mail.
     */
    public void setHosts(@Nullable String hosts) {
        this.hosts = hosts;
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

    public @Nullable String getProxyUri() {
        return proxyUri;
    }

    /**
     * The proxy that connects to the server: socks5://host:port or http://host:port, with the login that the proxy may
     * want between the slashes and the host, as user:password and an at sign. In a login, %XX stands for any character,
     * as %3A for a colon in the user name; in a URI of Camel put the whole into RAW(). The proxy looks up the server's name; TLS is spoken with the server itself, whose certificate is
     * checked as without a proxy, but the proxy's own login goes to the proxy in clear. connectTimeout covers what is
     * said to the proxy too. Token endpoints are not asked by way of it. By default the server is connected to directly.
     */
    public void setProxyUri(@Nullable String proxyUri) {
        this.proxyUri = proxyUri;
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

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * The trust and keys to secure the connection with, for TLS from the first byte and for STARTTLS alike. Without it
     * the global parameters are used if the component has useGlobalSslContextParameters, else the defaults of the JVM.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isIgnoreSelfSignedCertificates() {
        return ignoreSelfSignedCertificates;
    }

    /**
     * Whether to accept any certificate: self-signed, expired, of an unknown authority or for another name. The
     * connection stays encrypted, but it is not known who is at its other end. Meant for tests; better name
     * the key of the one certificate by pinnedCertificates.
     */
    public void setIgnoreSelfSignedCertificates(boolean ignoreSelfSignedCertificates) {
        this.ignoreSelfSignedCertificates = ignoreSelfSignedCertificates;
    }

    public @Nullable String getPinnedCertificates() {
        return pinnedCertificates;
    }

    /**
     * The keys of which the server's certificate must have one: the safe way to accept a self-signed certificate. Each is
     * the SHA-256 of the public key (SubjectPublicKeyInfo) in base64, with or without sha256/ before it, several
     * separated by comma, such as that of the next key. A certificate with one of these keys is accepted, no matter who issued
     * it, whatever its name and its dates; any other is refused, even one from an authority that is trusted. Of
     * sslContextParameters only the keys count then. Cannot be combined with ignoreSelfSignedCertificates. The page on TLS has
     * the openssl command that prints the digest; run it where you trust the answer, best on the server itself.
     */
    public void setPinnedCertificates(@Nullable String pinnedCertificates) {
        this.pinnedCertificates = pinnedCertificates;
    }
}
