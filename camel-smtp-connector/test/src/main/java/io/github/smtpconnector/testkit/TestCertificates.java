// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority and certificates made on the spot, so that none is ever committed. */
public final class TestCertificates {

    public static final String PASSWORD = "test";
    private static final TestCertificates SHARED = new TestCertificates();

    private long serial = 1;
    private final KeyPair authorityKeys = newKeys();
    private final X500Name authorityName = new X500Name("CN=Test Authority");
    private final X509Certificate authority =
            issue(authorityName, authorityKeys, authorityName, authorityKeys, null, Instant.now());

    private TestCertificates() {}

    /** One authority for all tests of a JVM: making keys takes time. */
    public static TestCertificates shared() {
        return SHARED;
    }

    /** A server whose certificate this authority issued to {@code localhost} and {@code 127.0.0.1}. */
    public SSLContext localhost() {
        return localhostServer().context();
    }

    /** The same for a server that is not Java: its key and certificate as PEM. */
    public String localhostPem() {
        return localhostServer().pem();
    }

    /** A server whose certificate names {@code localhost}, and 127.0.0.1 only where no address belongs. */
    public SSLContext withoutAddress() {
        KeyPair keys = newKeys();
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.dNSName, "127.0.0.1")
        });
        X500Name name = new X500Name("CN=127.0.0.1");
        return new Server(keys.getPrivate(), issue(name, keys, authorityName, authorityKeys, names, Instant.now()))
                .context();
    }

    /** A server with a certificate for another host. */
    public SSLContext wrongHost() {
        return wrongHostServer().context();
    }

    /** The same as PEM. */
    public String wrongHostPem() {
        return wrongHostServer().pem();
    }

    /** A server whose certificate ran out a year ago. */
    public SSLContext expired() {
        return expiredServer().context();
    }

    /** The same as PEM. */
    public String expiredPem() {
        return expiredServer().pem();
    }

    /** A server that no authority vouches for. */
    public SSLContext selfSigned() {
        return selfSignedServer().context();
    }

    /** The same as PEM. */
    public String selfSignedPem() {
        return selfSignedServer().pem();
    }

    /** A server at localhost that knows the clients of this authority. */
    public SSLContext knowingClients() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            return localhostServer().context(trust.getTrustManagers());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate, for servers that are not Java. */
    public String authorityPem() {
        try {
            return Server.block("CERTIFICATE", authority.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client's key and certificate, which this authority issued, to be opened by {@link #PASSWORD}. */
    public KeyStore clientKeys() throws GeneralSecurityException, IOException {
        return server("client.example", Instant.now()).keyStore();
    }

    /** A client that trusts this authority and no other. */
    public SSLContext trusting() {
        return trusting("TLS");
    }

    /** The same with a protocol of the context's own, for instance {@code TLSv1.2}: nothing newer. */
    public SSLContext trusting(String protocol) {
        try {
            KeyStore store = trustStore();
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance(protocol);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What such a client trusts, for clients that make their own context. */
    public KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        return store;
    }

    /** A server whose certificate this authority issued to {@code localhost} and {@code 127.0.0.1}. */
    public Server localhostServer() {
        return server("localhost", Instant.now());
    }

    /** A server with a certificate for another host. */
    public Server wrongHostServer() {
        return server("mail.elsewhere.example", Instant.now());
    }

    /** A server whose certificate ran out a year ago. */
    public Server expiredServer() {
        return server("localhost", Instant.now().minus(Duration.ofDays(400)));
    }

    /** A server that no authority vouches for. */
    public Server selfSignedServer() {
        KeyPair keys = newKeys();
        X500Name name = new X500Name("CN=localhost");
        return new Server(keys.getPrivate(), issue(name, keys, name, keys, names("localhost"), Instant.now()));
    }

    private Server server(String host, Instant from) {
        KeyPair keys = newKeys();
        X500Name name = new X500Name("CN=" + host);
        return new Server(keys.getPrivate(), issue(name, keys, authorityName, authorityKeys, names(host), from));
    }

    /** What a server shows of itself. */
    public record Server(PrivateKey key, X509Certificate certificate) {

        public SSLContext context() {
            return context(null);
        }

        KeyStore keyStore() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), new Certificate[] {certificate});
            return store;
        }

        SSLContext context(TrustManager @Nullable [] clients) {
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(keyStore(), PASSWORD.toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), clients, null);
                return context;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** The SHA-256 of its public key in base64. */
        public String keyDigest() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(certificate.getPublicKey().getEncoded());
                return Base64.getEncoder().encodeToString(digest);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public String pem() {
            try {
                return block("PRIVATE KEY", key.getEncoded()) + block("CERTIFICATE", certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String block(String type, byte[] der) {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
        }
    }

    private X509Certificate issue(
            X500Name subject,
            KeyPair keys,
            X500Name issuer,
            KeyPair issuerKeys,
            @Nullable GeneralNames names,
            Instant from) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(++serial),
                    Date.from(from.minus(Duration.ofDays(1))),
                    Date.from(from.plus(Duration.ofDays(30))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names == null));
            if (names != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(String host) {
        return new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, host), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
