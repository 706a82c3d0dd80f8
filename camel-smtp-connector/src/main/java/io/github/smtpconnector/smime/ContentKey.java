// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.operator.GenericKey;

/** The key of one encrypted mail: AES-256 in CBC mode (RFC 3565), which every mail program reads. */
final class ContentKey {

    private static final int KEY = 32;
    private static final int BLOCK = 16;

    private final SecretKeySpec key;
    private final byte[] start;

    /** A new one. */
    ContentKey(SecureRandom random) {
        byte[] octets = new byte[KEY + BLOCK];
        random.nextBytes(octets);
        key = new SecretKeySpec(octets, 0, KEY, "AES");
        start = new IvParameterSpec(octets, KEY, BLOCK).getIV();
    }

    AlgorithmIdentifier algorithm() {
        return new AlgorithmIdentifier(CMSAlgorithm.AES256_CBC, new DEROctetString(start));
    }

    /** The key in the form that is wrapped for the receivers. */
    GenericKey generic() {
        return new GenericKey(algorithm(), key.getEncoded());
    }

    /**
     * The size of so many octets once encrypted. The last block is filled up; behind a full one a whole block is added.
     */
    static long encryptedSize(long size) {
        return (size / BLOCK + 1) * BLOCK;
    }

    /** A stream that encrypts into another; equal octets become equal octets. The caller closes it. */
    OutputStream encrypting(OutputStream out) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
            return new CipherOutputStream(out, cipher);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES in CBC mode", e);
        }
    }
}
