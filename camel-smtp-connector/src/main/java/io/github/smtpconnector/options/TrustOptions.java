// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options that say whom a secured connection takes for the server, and as whom it shows itself. */
@UriParams
public abstract class TrustOptions extends LoginOptions {

    @UriParam(label = "security", displayName = "Ignore Self-Signed Certificates")
    private boolean ignoreSelfSignedCertificates;

    @UriParam(label = "security", displayName = "SSL Context Parameters")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "security")
    private @Nullable String pinnedCertificates;

    public boolean isIgnoreSelfSignedCertificates() {
        return ignoreSelfSignedCertificates;
    }

    /**
     * Whether to accept any certificate: self-signed, expired, of an unknown authority or for another name. The
     * connection stays encrypted, but nobody knows who is at its other end. Meant for tests; better name
     * the key of the one certificate by pinnedCertificates.
     */
    public void setIgnoreSelfSignedCertificates(boolean ignoreSelfSignedCertificates) {
        this.ignoreSelfSignedCertificates = ignoreSelfSignedCertificates;
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

    public @Nullable String getPinnedCertificates() {
        return pinnedCertificates;
    }

    /**
     * The keys of which the server's certificate must have one: the safe way to accept a self-signed certificate. Each is
     * the SHA-256 of the public key (SubjectPublicKeyInfo) in base64, with or without sha256/ before it, several
     * separated by comma, such as that of the next key. A certificate with one of these keys is accepted whoever issued
     * it, whatever its name and its dates; any other is refused, even one from an authority that is trusted. Of
     * sslContextParameters only the keys count then. Cannot be combined with ignoreSelfSignedCertificates. The README has
     * the openssl command that prints the digest; run it where you trust the answer, best on the server itself.
     */
    public void setPinnedCertificates(@Nullable String pinnedCertificates) {
        this.pinnedCertificates = pinnedCertificates;
    }
}
