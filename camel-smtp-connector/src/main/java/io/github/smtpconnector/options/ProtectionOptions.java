// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that let mails be signed for the sender's domain (DKIM, RFC 6376). */
@UriParams
public abstract class ProtectionOptions extends IdempotencyOptions {

    @UriParam(label = "producer,dkim", displayName = "DKIM Domain")
    private @Nullable String dkimDomain;

    @UriParam(label = "producer,dkim", displayName = "DKIM Selector")
    private @Nullable String dkimSelector;

    @UriParam(label = "producer,dkim", displayName = "DKIM Private Key", secret = true)
    @Metadata(secret = true)
    private @Nullable String dkimPrivateKey;

    public @Nullable String getDkimDomain() {
        return dkimDomain;
    }

    /**
     * The domain that signs every mail of this endpoint with DKIM, for receivers to see that it is genuine. For DMARC it
     * must be the domain of from or belong to the same organisation, which is not checked. Needs dkimSelector and
     * dkimPrivateKey; by default nothing is signed.
     */
    public void setDkimDomain(@Nullable String dkimDomain) {
        this.dkimDomain = dkimDomain;
    }

    public @Nullable String getDkimSelector() {
        return dkimSelector;
    }

    /**
     * The name of the key below dkimDomain: receivers look up selector._domainkey.domain. With several keys as many
     * selectors in the same order, separated by comma.
     */
    public void setDkimSelector(@Nullable String dkimSelector) {
        this.dkimSelector = dkimSelector;
    }

    public @Nullable String getDkimPrivateKey() {
        return dkimPrivateKey;
    }

    /**
     * The private key to sign with: where to read it, such as file:/etc/dkim/mail.pem or classpath:mail.pem, or its PEM
     * text itself, unencrypted. RSA with at least 1024 bits, better 2048, or Ed25519, which not all receivers know: give
     * both then, separated by comma, and each mail gets two signatures. Read once, when the endpoint is made.
     */
    public void setDkimPrivateKey(@Nullable String dkimPrivateKey) {
        this.dkimPrivateKey = dkimPrivateKey;
    }
}
