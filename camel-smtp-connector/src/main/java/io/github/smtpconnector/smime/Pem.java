// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads keys and certificates from PEM (RFC 7468), and ignores other objects there. No message quotes the text. */
final class Pem {

    private static final Pattern MARK = Pattern.compile("-----(BEGIN|END) [A-Z0-9 ]{1,40}-----");

    private Pem() {}

    /** The first private key. */
    static PrivateKey key(String pem) {
        for (Object object : objects(pem)) {
            if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                throw unusable(
                        "is encrypted", "Decrypt it with openssl pkey, and keep the file readable to Camel alone");
            }
            try {
                if (object instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                }
                if (object instanceof PrivateKeyInfo key) {
                    return new JcaPEMKeyConverter().getPrivateKey(key);
                }
            } catch (IOException | RuntimeException e) {
                // The cause would show the key.
                throw unusable("is of a kind that this JVM does not know, or damaged", "Give an RSA or EC key");
            }
        }
        throw unusable("holds no private key", "It stands between -----BEGIN PRIVATE KEY----- and END");
    }

    /** All certificates, at least one. */
    static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object object : objects(pem)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                } catch (CertificateException | RuntimeException e) {
                    throw unusable("certificate " + (certificates.size() + 1) + " cannot be read", "Export it anew");
                }
            }
        }
        if (certificates.isEmpty()) {
            throw unusable("holds no certificate", "It stands between -----BEGIN CERTIFICATE----- and END");
        }
        return certificates;
    }

    private static List<Object> objects(String pem) {
        List<Object> objects = new ArrayList<>();
        // In a URI the text has no line ends.
        String lines = MARK.matcher(pem).replaceAll("\n$0\n");
        try (PEMParser parser = new PEMParser(new StringReader(lines))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) {
            throw unusable("is no PEM text, or damaged", "In a URI, put it in RAW()");
        }
        return objects;
    }

    static SmtpConnectorException unusable(String problem, String advice) {
        return Failure.permanent(Category.CONFIG, problem).withAdvice(advice).toException();
    }
}
