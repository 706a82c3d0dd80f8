// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say by which way the server is reached. */
@UriParams
public abstract class ReachOptions extends TrustOptions {

    @UriParam(label = "producer")
    private @Nullable String hosts;

    @UriParam(label = "proxy", displayName = "Proxy URI", secret = true)
    @Metadata(secret = true)
    private @Nullable String proxyUri;

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
}
