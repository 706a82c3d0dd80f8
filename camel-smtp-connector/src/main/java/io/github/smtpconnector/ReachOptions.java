// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say by which way the server is reached. */
@UriParams
public abstract class ReachOptions extends TrustOptions {

    @UriParam(label = "proxy", displayName = "Proxy URI", secret = true)
    @Metadata(secret = true)
    private @Nullable String proxyUri;

    public @Nullable String getProxyUri() {
        return proxyUri;
    }

    /**
     * The proxy that connects to the server: socks5://user:password@host:port or http://user:password@host:port, where
     * the login may be left out. In a login, %XX stands for any character, as %3A for a colon in the user name; in a URI of Camel
     * put the whole into RAW(). The proxy looks up the server's name; TLS is spoken with the server itself, whose certificate is
     * checked as without a proxy, but the proxy's own login goes to the proxy in clear. connectTimeout covers what is
     * said to the proxy too. Token endpoints are not asked by way of it. By default the server is connected to directly.
     */
    public void setProxyUri(@Nullable String proxyUri) {
        this.proxyUri = proxyUri;
    }
}
