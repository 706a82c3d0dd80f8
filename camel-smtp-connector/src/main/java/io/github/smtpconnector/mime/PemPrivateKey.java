// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Reads a private key from PEM (RFC 7468): PKCS#8, or the older PKCS#1 of RSA. No message holds anything of the text. */
final class PemPrivateKey {

    private static final List<String> ALGORITHMS = List.of("RSA", "Ed25519");

    /** The version, and the algorithm rsaEncryption without parameters, of a PKCS#8 key (RFC 5208 section 5). */
    private static final byte[] RSA = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemPrivateKey() {}

    static PrivateKey read(String pem) {
        List<PemBlock> blocks = PemBlock.listed(pem);
        if (blocks.isEmpty()) {
            throw unusable("is not a PEM text", "It begins with -----BEGIN PRIVATE KEY----- and ends likewise");
        }
        PemBlock block = blocks.get(0);
        if (block.isEncrypted()) {
            throw unusable("is encrypted", "Decrypt it with openssl pkey, and keep the file readable to Camel alone");
        }
        String kind = block.kind();
        return switch (kind) {
            case "PRIVATE KEY" -> key(octets(block));
            case "RSA PRIVATE KEY" -> key(asPkcs8(octets(block)));
            case "CERTIFICATE" -> throw unusable("is a certificate", "Give the private key");
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                throw unusable("is a public key, which belongs in the DNS", "Give the private key");
            default ->
                throw unusable("is of the kind " + kind, "Give an RSA or Ed25519 key as openssl genpkey writes it");
        };
    }

    private static byte[] octets(PemBlock block) {
        try {
            return block.octets();
        } catch (IllegalArgumentException e) {
            throw unusable("is not base64 between its first and last line", "In a URI, put it in RAW()");
        }
    }

    private static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // Not of this algorithm; the cause would show the key.
            }
        }
        throw unusable("is neither an RSA nor an Ed25519 key, or is damaged", "Make one with openssl genpkey");
    }

    private static byte[] asPkcs8(byte[] pkcs1) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(RSA);
        key.writeBytes(der(OCTET_STRING, pkcs1));
        return der(SEQUENCE, key.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int zero = length[0] == 0 ? 1 : 0;
            out.write(128 | (length.length - zero));
            out.write(length, zero, length.length - zero);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static SmtpConnectorException unusable(String problem, String advice) {
        return Failure.permanent(Category.CONFIG, problem).withAdvice(advice).toException();
    }
}
