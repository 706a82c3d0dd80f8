// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;

/** A key to sign mails with, as a route is given it and as the DNS shows it. */
public record DkimKeys(KeyPair pair) {

    public static DkimKeys rsa(int bits) {
        return make("RSA", bits);
    }

    public static DkimKeys ed25519() {
        return make("Ed25519", 255);
    }

    private static DkimKeys make(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return new DkimKeys(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** PKCS#8. */
    public String pem() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The TXT record of the selector (RFC 6376 section 3.6.1; RFC 8463 section 4: Ed25519 without its DER frame). */
    public String record() {
        byte[] der = pair.getPublic().getEncoded();
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        byte[] key = rsa ? der : Arrays.copyOfRange(der, der.length - 32, der.length);
        return "v=DKIM1; k=" + (rsa ? "rsa" : "ed25519") + "; p="
                + Base64.getEncoder().encodeToString(key);
    }

    /** Any octets as PEM. */
    public static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
