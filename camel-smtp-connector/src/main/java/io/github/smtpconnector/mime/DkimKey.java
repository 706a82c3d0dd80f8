// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;

/** A private key and the selector by which its public half is found in the DNS. Immutable; shows no secret. */
public final class DkimKey {

    /** RFC 8301 section 3.2, which advises 2048. */
    private static final int SHORTEST_RSA = 1024;

    private final String selector;
    private final PrivateKey key;
    private final boolean rsa;

    private DkimKey(String selector, PrivateKey key) {
        this.selector = selector;
        this.key = key;
        this.rsa = key instanceof RSAKey;
    }

    /**
     * Reads the key.
     *
     * @param pem the text of a PEM file
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONFIG) when it is not a private key of RSA, with
     *     1024 bits at least, or of Ed25519
     */
    public static DkimKey of(String selector, String pem) {
        PrivateKey key = PemPrivateKey.read(pem);
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw Failure.permanent(
                            Category.CONFIG,
                            "the RSA key has " + rsa.getModulus().bitLength() + " bits, which no receiver takes")
                    .withAdvice("Make one of 2048: openssl genrsa 2048")
                    .toException();
        }
        return new DkimKey(selector, key);
    }

    String selector() {
        return selector;
    }

    /** The tag "a" (RFC 6376 section 3.3, RFC 8463 section 3). */
    String algorithm() {
        return rsa ? "rsa-sha256" : "ed25519-sha256";
    }

    byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initSign(key);
            // Ed25519 signs the hash of the data (RFC 8463 section 3).
            signature.update(rsa ? data : Digests.sha256().digest(data));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw Failure.permanent(Category.CONFIG, "the DKIM key of selector " + selector + " cannot sign: " + e)
                    .causedBy(e)
                    .toException();
        }
    }

    @Override
    public String toString() {
        return algorithm() + " " + selector;
    }
}
