// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * How mails are signed and encrypted.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class ProtectionOptions extends DeliveryOptions {

    @UriParam(label = "producer,dkim", displayName = "DKIM Domain")
    private @Nullable String dkimDomain;

    @UriParam(label = "producer,dkim", displayName = "DKIM Selector")
    private @Nullable String dkimSelector;

    @UriParam(label = "producer,dkim", displayName = "DKIM Private Key", secret = true)
    @Metadata(secret = true, supportFileReference = true)
    private @Nullable String dkimPrivateKey;

    @UriParam(label = "producer,smime", displayName = "S/MIME Signing Key", secret = true)
    @Metadata(secret = true, supportFileReference = true)
    private @Nullable String smimeSigningKey;

    @UriParam(label = "producer,smime", displayName = "S/MIME Signing Certificates")
    @Metadata(supportFileReference = true)
    private @Nullable String smimeSigningCertificates;

    @UriParam(label = "producer,smime", displayName = "S/MIME Encryption Certificates")
    @Metadata(supportFileReference = true)
    private @Nullable String smimeEncryptionCertificates;

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

    public @Nullable String getSmimeSigningKey() {
        return smimeSigningKey;
    }

    /**
     * The private key that signs every mail of this endpoint with S/MIME: where to read it, such as
     * file:/etc/smime/orders.pem or classpath:orders.pem, or its PEM text itself, unencrypted. RSA with at least 2048
     * bits, or EC. Needs smimeSigningCertificates, and org.bouncycastle:bcpkix-jdk18on on the class path. Read once, when
     * the endpoint is made; by default nothing is signed.
     */
    public void setSmimeSigningKey(@Nullable String smimeSigningKey) {
        this.smimeSigningKey = smimeSigningKey;
    }

    public @Nullable String getSmimeSigningCertificates() {
        return smimeSigningCertificates;
    }

    /**
     * The certificate of smimeSigningKey, and those of the authorities between it and one that receivers know: where to
     * read them, or their PEM text itself, in any order. All of them go with each mail. When the certificate names mail
     * addresses, from or the sender must be one of them. One that has run out is an error, at the start and with each
     * mail.
     */
    public void setSmimeSigningCertificates(@Nullable String smimeSigningCertificates) {
        this.smimeSigningCertificates = smimeSigningCertificates;
    }

    public @Nullable String getSmimeEncryptionCertificates() {
        return smimeEncryptionCertificates;
    }

    /**
     * The certificates of all who may receive mail from this endpoint, for which every mail is then encrypted with
     * S/MIME: where to read them, or their PEM text itself, in any order. A mail with a recipient of whom none is there
     * that is valid fails before a connection is made, and so does one with Bcc recipients, whom encryption would show to
     * the others. The subject and the other headers stay readable. Needs org.bouncycastle:bcpkix-jdk18on on the class
     * path. Read once, when the endpoint is made; by default nothing is encrypted.
     */
    public void setSmimeEncryptionCertificates(@Nullable String smimeEncryptionCertificates) {
        this.smimeEncryptionCertificates = smimeEncryptionCertificates;
    }
}
