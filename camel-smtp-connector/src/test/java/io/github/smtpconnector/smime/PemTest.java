// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.TestPerson;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.Base64;
import org.assertj.core.api.Condition;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in the forms that openssl writes, alone and among other objects. */
class PemTest {

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384"})
    void readsAKeyInEachForm(String algorithm, int size) throws Exception {
        KeyPair keys = TestPerson.newKeys(algorithm, size);
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] older = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        Condition<PrivateKey> equalTo = new Condition<>(key -> number(key).equals(number(keys.getPrivate())), "equal");
        for (String key :
                new String[] {pem("PRIVATE KEY", pkcs8), pem(algorithm + " PRIVATE KEY", withCurve(size, pkcs8, older))
                }) {
            assertThat(Pem.key(key)).is(equalTo);
            assertThat(Pem.key(key.replace("\n", ""))).is(equalTo);
            assertThat(Pem.key("Bag Attributes\n" + pem("EC PARAMETERS", new byte[] {5, 0}) + "key:\n" + key + key))
                    .is(equalTo);
        }
    }

    /** The JDK leaves the curve out of the key itself, and openssl writes it there. */
    private static byte[] withCurve(int size, byte[] pkcs8, byte[] older) throws Exception {
        if (size > 1024) {
            return older;
        }
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
        org.bouncycastle.asn1.sec.ECPrivateKey key =
                org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
        return new org.bouncycastle.asn1.sec.ECPrivateKey(
                        size, key.getKey(), info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"})
    void refusesADamagedKeyWithoutShowingIt(String kind) {
        assertThatThrownBy(() -> Pem.key(pem(kind, new byte[] {1, 2, 3})))
                .isInstanceOf(PermanentSmtpException.class)
                .hasNoCause()
                .hasMessageContaining("is of a kind that this JVM does not know, or damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\nAAAA\n", "AAAA"})
    void refusesAnEncryptedKey(String content) {
        String kind = content.startsWith("\n") ? "RSA PRIVATE KEY" : "ENCRYPTED PRIVATE KEY";
        assertThatThrownBy(() -> Pem.key("-----BEGIN " + kind + "-----" + content + "-----END " + kind + "-----"))
                .hasMessageContaining("is encrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE", "X509 CERTIFICATE"})
    void readsAllCertificatesAmongOtherObjects(String kind) {
        TestPerson ann = new TestPerson.Request(TestPerson.newKeys("EC", 256))
                .addresses("ann@example.org")
                .from(Instant.parse("2026-11-28T12:00:00Z"))
                .person();
        String certificate = ann.certificatePem().replace("CERTIFICATE", kind);
        assertThat(Pem.certificates("s: x\n" + certificate + ann.keyPem() + certificate))
                .containsExactly(ann.certificate(), ann.certificate());
        assertThatThrownBy(() -> Pem.certificates(certificate + pem(kind, new byte[] {1})))
                .hasMessageContaining("certificate 2 cannot be read");
    }

    private static BigInteger number(PrivateKey key) {
        return key instanceof RSAPrivateKey rsa ? rsa.getPrivateExponent() : ((ECPrivateKey) key).getS();
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
    }
}
