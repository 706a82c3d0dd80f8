// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody with a key and a certificate for mails, of one authority made on the spot. */
public record TestPerson(KeyPair keys, X509Certificate certificate) {

    private static final AtomicLong SERIAL = new AtomicLong();
    private static final X500Name AUTHORITY_NAME = new X500Name("CN=Mail Authority");
    private static final KeyPair AUTHORITY_KEYS = newKeys("EC", 256);
    private static final TestPerson AUTHORITY = new TestPerson(
            AUTHORITY_KEYS, new Request(AUTHORITY_KEYS).authority().issue());

    /** The authority's own certificate. */
    public static String authorityPem() {
        return AUTHORITY.certificatePem();
    }

    public static TestPerson rsa(String... addresses) {
        return of(newKeys("RSA", 2048), addresses);
    }

    public static TestPerson ec(int bits, String... addresses) {
        return of(newKeys("EC", bits), addresses);
    }

    /** With these keys. */
    public static TestPerson of(KeyPair keys, String... addresses) {
        return new Request(keys).addresses(addresses).person();
    }

    public static KeyPair newKeys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** PKCS#8. */
    public String keyPem() {
        return DkimKeys.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    public String certificatePem() {
        try {
            return DkimKeys.pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What a certificate is to say. */
    public static final class Request {

        private final KeyPair keys;
        private X500Name subject = new X500Name("CN=Somebody");
        private String[] addresses = {};
        private Instant from = Instant.now().minus(Duration.ofDays(300));
        private int usage;
        private boolean authority;

        public Request(KeyPair keys) {
            this.keys = keys;
        }

        /** In the alternative names. */
        public Request addresses(String... alternative) {
            addresses = alternative.clone();
            return this;
        }

        public Request subject(String name) {
            subject = new X500Name(name);
            return this;
        }

        /** The begin of its 600 days, which are half over otherwise. */
        public Request from(Instant begin) {
            from = begin;
            return this;
        }

        /** As {@link KeyUsage} has it. */
        public Request usage(int bits) {
            usage = bits;
            return this;
        }

        private Request authority() {
            subject = AUTHORITY_NAME;
            authority = true;
            return this;
        }

        public TestPerson person() {
            return new TestPerson(keys, issue());
        }

        private X509Certificate issue() {
            try {
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        AUTHORITY_NAME,
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(from),
                        Date.from(from.plus(Duration.ofDays(600))),
                        subject,
                        keys.getPublic());
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                if (addresses.length > 0) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(Arrays.stream(addresses)
                                    .map(address -> new GeneralName(GeneralName.rfc822Name, address))
                                    .toArray(GeneralName[]::new)));
                }
                if (usage != 0) {
                    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
                }
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(AUTHORITY_KEYS.getPrivate())));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
