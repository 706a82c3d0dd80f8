// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Encrypts for the receivers whose certificates it has. Immutable. */
public final class SmimeEncryptor {

    private final RecipientCertificates readers;
    private final SecureRandom random;

    private SmimeEncryptor(RecipientCertificates readers, SecureRandom random) {
        this.readers = readers;
        this.random = random;
    }

    /**
     * An encryptor.
     *
     * @param certificatesPem the certificates of all possible recipients
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when one of them names no address, or has
     *     a key that cannot be used
     */
    public static SmimeEncryptor of(String certificatesPem, SecureRandom random) {
        try {
            return new SmimeEncryptor(new RecipientCertificates(certificatesPem), random);
        } catch (SmtpConnectorException e) {
            throw Failure.permanent(Category.CONFIG, "smimeEncryptionCertificates: " + e.getMessage())
                    .toException();
        }
    }

    /**
     * The certificates that a mail is encrypted for.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) naming the recipients without a valid
     *     certificate, (CONTENT) when a recipient stands in Bcc
     */
    Set<X509Certificate> readers(Parties parties, Instant now) {
        List<String> hidden = parties.hidden();
        if (!hidden.isEmpty()) {
            // Each wrapped key names its receiver (RFC 5652 section 6.2), and every receiver gets all of them.
            throw Failure.permanent(
                            Category.CONTENT,
                            "an encrypted mail tells all its receivers of each other, so it cannot go to Bcc: "
                                    + String.join(", ", hidden))
                    .withAdvice("Put them into To or Cc, or send them a mail of their own")
                    .toException();
        }
        return readers.of(parties.recipients(), now);
    }

    /** The entity for these readers alone. */
    MimeEntity encrypt(MimeEntity content, Set<X509Certificate> certificates) {
        ContentKey key = new ContentKey(random);
        try {
            ASN1EncodableVector infos = new ASN1EncodableVector();
            for (X509Certificate reader : certificates) {
                infos.add(wrapping(reader).generate(key.generic()));
            }
            ASN1Set recipients = new DERSet(infos);
            Der der = new Der(ContentKey.encryptedSize(content.size()))
                    .in(Der.PRIMITIVE_0)
                    .after(
                            CMSObjectIdentifiers.data.getEncoded(),
                            key.algorithm().getEncoded(ASN1Encoding.DER))
                    .in(Der.SEQUENCE)
                    .after(
                            new ASN1Integer(EnvelopedData.calculateVersion(null, recipients, null)).getEncoded(),
                            recipients.getEncoded(ASN1Encoding.DER))
                    .in(Der.SEQUENCE)
                    .in(Der.CONSTRUCTED_0)
                    .after(CMSObjectIdentifiers.envelopedData.getEncoded())
                    .in(Der.SEQUENCE);
            return new EnvelopedEntity(content, key, der.octets());
        } catch (GeneralSecurityException | CMSException | IOException e) {
            throw Failure.permanent(Category.CONFIG, "smimeEncryptionCertificates: cannot be encrypted for: " + e)
                    .causedBy(e)
                    .toException();
        }
    }

    /**
     * Wraps the key for that receiver: with an RSA key directly, for an EC key with another key made for this mail (RFC
     * 5753).
     */
    private RecipientInfoGenerator wrapping(X509Certificate reader) throws GeneralSecurityException {
        if (!(reader.getPublicKey() instanceof ECPublicKey key)) {
            return new JceKeyTransRecipientInfoGenerator(reader);
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(key.getParams(), random);
        KeyPair pair = generator.generateKeyPair();
        return new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF, pair.getPrivate(), pair.getPublic(), CMSAlgorithm.AES256_WRAP)
                .setProvider(Agreement.PROVIDER)
                .setSecureRandom(random)
                .addRecipient(reader);
    }

    /**
     * The JDK has no key agreement with the key derivation of CMS. Made when a receiver has an EC key, and not
     * installed in the JVM.
     */
    private static final class Agreement {
        static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    }
}
