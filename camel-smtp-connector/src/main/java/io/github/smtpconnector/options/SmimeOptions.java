// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that let mails be signed by a person or an office, and encrypted for their receivers (S/MIME, RFC 8551). */
@UriParams
public abstract class SmimeOptions extends HtmlOptions {

    @UriParam(label = "producer,smime", displayName = "S/MIME Signing Key", secret = true)
    @Metadata(secret = true)
    private @Nullable String smimeSigningKey;

    @UriParam(label = "producer,smime", displayName = "S/MIME Signing Certificates")
    private @Nullable String smimeSigningCertificates;

    @UriParam(label = "producer,smime", displayName = "S/MIME Encryption Certificates")
    private @Nullable String smimeEncryptionCertificates;

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
