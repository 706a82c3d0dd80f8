// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The SHA-256 of a certificate's public key (SubjectPublicKeyInfo, RFC 7469 section 2.4): it stays the same when the
 * certificate is renewed with the same key.
 *
 * @param base64 the digest, padded
 */
public record KeyDigest(String base64) {

    private static final String PREFIX = "sha256/";
    private static final int OCTETS = 32;
    private static final int CHARACTERS = 44;

    /**
     * Reads digests separated by comma, each in base64 with or without {@code sha256/} before it.
     *
     * @throws IllegalArgumentException when one of them is none
     */
    public static Set<KeyDigest> list(String text) {
        Set<KeyDigest> digests = new LinkedHashSet<>();
        for (String digest : text.split(",", -1)) {
            digests.add(parse(digest.strip()));
        }
        return Set.copyOf(digests);
    }

    private static KeyDigest parse(String text) {
        boolean prefixed = text.startsWith(PREFIX);
        // In the query of a URI a plus that is not escaped arrives as a blank.
        String base64 = (prefixed ? text.substring(PREFIX.length()) : text).replace(' ', '+');
        // Stripped with the blanks around the digest, where it was its first character.
        String whole = base64.length() == CHARACTERS - 1 && base64.endsWith("=") ? "+" + base64 : base64;
        byte[] octets = Base64.getDecoder().decode(whole);
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("it has " + octets.length + " octets instead of " + OCTETS);
        }
        return new KeyDigest(Base64.getEncoder().encodeToString(octets));
    }

    /** The digest of this certificate's key. */
    public static KeyDigest of(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            return new KeyDigest(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + base64;
    }
}
