// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.DateTimes;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Signs with one key, and adds its certificates to each signature. Immutable; shows no secret. */
public final class SmimeSigner {

    /** RFC 8551 section 4.2 advises against shorter keys. */
    private static final int SHORTEST_RSA = 2048;

    private static final List<Integer> DIGITAL_SIGNATURE_OR_COMMITMENT = List.of(0, 1);

    private final PrivateKey key;
    private final CertificateOwner owner;
    private final List<X509Certificate> certificates;
    private final int bits;

    private SmimeSigner(PrivateKey key, CertificateOwner owner, List<X509Certificate> certificates, int bits) {
        this.key = key;
        this.owner = owner;
        this.certificates = certificates;
        this.bits = bits;
    }

    /**
     * A signer.
     *
     * @param keyPem the RSA or EC key
     * @param certificatesPem the key's certificate, and those of the authorities between it and a known one
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when it could not sign at that time
     */
    public static SmimeSigner of(String keyPem, String certificatesPem, Instant now) {
        PrivateKey key = inOption("smimeSigningKey", () -> checked(Pem.key(keyPem)));
        return inOption("smimeSigningCertificates", () -> {
            List<X509Certificate> certificates = Pem.certificates(certificatesPem);
            int bits = key instanceof ECKey ec
                    ? ec.getParams().getCurve().getField().getFieldSize()
                    : 0;
            SmimeSigner signer = certificates.stream()
                    .map(certificate -> new SmimeSigner(key, CertificateOwner.of(certificate), certificates, bits))
                    .filter(SmimeSigner::matches)
                    .findFirst()
                    .orElseThrow(() -> Pem.unusable(
                            "none of them belongs to smimeSigningKey", "Give the certificate that was issued for it"));
            signer.checkUsable(now);
            return signer;
        });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T inOption(String option, Reading<T> reading) {
        try {
            return reading.read();
        } catch (SmtpConnectorException e) {
            throw Failure.permanent(Category.CONFIG, option + ": " + e.getMessage())
                    .toException();
        }
    }

    private static PrivateKey checked(PrivateKey key) {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw Pem.unusable("has " + rsa.getModulus().bitLength() + " bits", "Use an RSA key of 2048 at least");
        }
        if (!(key instanceof RSAKey) && !(key instanceof ECKey)) {
            throw Pem.unusable(
                    "is of the kind " + key.getAlgorithm(), "Use an RSA or EC key, which mail programs know");
        }
        return key;
    }

    /** Whether the certificate belongs to the key: whether it verifies a signature of the key. */
    private boolean matches() {
        try {
            byte[] any = {1};
            Signature signing = Signature.getInstance(algorithm());
            signing.initSign(key);
            signing.update(any);
            byte[] signature = signing.sign();
            signing.initVerify(owner.certificate().getPublicKey());
            signing.update(any);
            return signing.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void checkUsable(Instant now) {
        List<String> problems = owner.problems(now, "signing", DIGITAL_SIGNATURE_OR_COMMITMENT);
        if (!problems.isEmpty()) {
            throw Failure.permanent(
                            Category.CONFIG, "the certificate of " + owner + " " + String.join(" and ", problems))
                    .withAdvice("Receivers would be warned; get another")
                    .toException();
        }
    }

    /** The digest for signed entities, by its name in the JDK: as strong as the key (RFC 5753 section 8). */
    String digest() {
        return bits <= 256 ? "SHA-256" : bits <= 384 ? "SHA-384" : "SHA-512";
    }

    private String algorithm() {
        return digest().replace("-", "") + (key instanceof ECKey ? "withECDSA" : "withRSA");
    }

    /**
     * Refuses a certificate that receivers would be warned about (RFC 8550 section 3), as far as it shows.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when it has expired, or belongs to other
     *     addresses
     */
    void check(List<String> authors, Instant now) {
        inOption("smimeSigningCertificates", () -> {
            checkUsable(now);
            if (!owner.addresses().isEmpty() && authors.stream().noneMatch(owner::owns)) {
                throw Failure.permanent(
                                Category.CONFIG,
                                "the certificate is of " + owner + ", and the mail is from "
                                        + String.join(", ", authors))
                        .withAdvice("Send as its owner, or let its owner be the Sender")
                        .toException();
            }
            return this;
        });
    }

    /**
     * The entity with its signature. The signature states the time of the mail's Date, because mail programs compare
     * the two. It states no time when the Date has none, or one at which the certificate was not valid: RFC 8551
     * section 2.5.1 leaves the time to the signer, and receivers must accept a signature without it.
     */
    MimeEntity sign(MessageEntity content) {
        byte[] digest = content.digest();
        Instant date = DateTimes.written(content.outer());
        boolean stated = date != null && owner.isValidAt(date);
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(id -> new Known(id, digest))
                    .setSignedAttributeGenerator(attributes(stated ? date : null))
                    .build(new JcaContentSignerBuilder(algorithm()).build(key), owner.certificate()));
            generator.addCertificates(new JcaCertStore(certificates));
            byte[] signature =
                    generator.generate(new CMSAbsentContent()).toASN1Structure().getEncoded(ASN1Encoding.DER);
            return new SignedEntity(content, digest(), digest, signature);
        } catch (OperatorCreationException | GeneralSecurityException | CMSException | IOException e) {
            throw Failure.permanent(Category.CONFIG, "smimeSigningKey: cannot sign: " + e)
                    .causedBy(e)
                    .toException();
        }
    }

    /**
     * The signed attributes other than the digest. The library would take the time from the clock, so it is replaced.
     */
    private static CMSAttributeTableGenerator attributes(@Nullable Instant time) {
        CMSAttributeTableGenerator usual = new DefaultSignedAttributeTableGenerator();
        return parameters -> {
            AttributeTable table = usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
            return time == null ? table : table.add(CMSAttributes.signingTime, new Time(Date.from(time)));
        };
    }

    /** The digest of the entity, which was read before. */
    private static final class Known implements DigestCalculator {

        private final AlgorithmIdentifier algorithm;
        private final byte[] digest;

        Known(AlgorithmIdentifier algorithm, byte[] digest) {
            this.algorithm = algorithm;
            this.digest = digest;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public byte[] getDigest() {
            return digest.clone();
        }
    }

    @Override
    public String toString() {
        return algorithm() + " " + owner;
    }
}
