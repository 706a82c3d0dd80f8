// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.PemBlock;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads keys and certificates from PEM, and ignores other objects there. No message quotes the text. */
final class Pem {

    private static final List<String> CERTIFICATE = List.of("CERTIFICATE", "X509 CERTIFICATE");

    private Pem() {}

    /** The first private key. */
    static PrivateKey key(String pem) {
        for (PemBlock block : blocks(pem)) {
            if (block.isPrivateKey()) {
                return key(block);
            }
        }
        throw unusable("holds no private key", "It stands between -----BEGIN PRIVATE KEY----- and END");
    }

    private static PrivateKey key(PemBlock block) {
        if (block.isEncrypted()) {
            throw unusable("is encrypted", "Decrypt it with openssl pkey, and keep the file readable to Camel alone");
        }
        byte[] octets = octets(block);
        try {
            return new JcaPEMKeyConverter().getPrivateKey(pkcs8(block.kind(), octets));
        } catch (IOException | RuntimeException e) {
            // The cause would show the key.
            throw unusable("is of a kind that this JVM does not know, or damaged", "Give an RSA or EC key");
        }
    }

    /** PKCS#8, made of the older forms of RSA (PKCS#1) and EC (RFC 5915) where the key has one of these. */
    private static PrivateKeyInfo pkcs8(String kind, byte[] octets) throws IOException {
        if (kind.equals("RSA PRIVATE KEY")) {
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), RSAPrivateKey.getInstance(octets));
        }
        if (kind.equals("EC PRIVATE KEY")) {
            ECPrivateKey key = ECPrivateKey.getInstance(octets);
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
        }
        return PrivateKeyInfo.getInstance(octets);
    }

    /** All certificates, at least one. */
    static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks(pem)) {
            if (CERTIFICATE.contains(block.kind())) {
                byte[] octets = octets(block);
                try {
                    certificates.add(
                            new JcaX509CertificateConverter().getCertificate(new X509CertificateHolder(octets)));
                } catch (IOException | CertificateException | RuntimeException e) {
                    throw unusable("certificate " + (certificates.size() + 1) + " cannot be read", "Export it anew");
                }
            }
        }
        if (certificates.isEmpty()) {
            throw unusable("holds no certificate", "It stands between -----BEGIN CERTIFICATE----- and END");
        }
        return certificates;
    }

    private static List<PemBlock> blocks(String pem) {
        List<PemBlock> blocks = PemBlock.listed(pem);
        if (blocks.isEmpty()) {
            throw damaged();
        }
        return blocks;
    }

    private static byte[] octets(PemBlock block) {
        try {
            return block.octets();
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static SmtpConnectorException damaged() {
        return unusable("is no PEM text, or damaged", "In a URI, put it in RAW()");
    }

    static SmtpConnectorException unusable(String problem, String advice) {
        return Failure.permanent(Category.CONFIG, problem).withAdvice(advice).toException();
    }
}
