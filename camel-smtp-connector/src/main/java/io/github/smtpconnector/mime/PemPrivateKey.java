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
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a private key from PEM (RFC 7468): PKCS#8, or the older PKCS#1 of RSA. No message holds anything of the text. */
final class PemPrivateKey {

    /** From a first line to the next five hyphens, no further: a text of first lines alone would be read over and over. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----).)*+)-----END \\1-----", Pattern.DOTALL);

    private static final List<String> ALGORITHMS = List.of("RSA", "Ed25519");

    /** The version, and the algorithm rsaEncryption without parameters, of a PKCS#8 key (RFC 5208 section 5). */
    private static final byte[] RSA = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemPrivateKey() {}

    static PrivateKey read(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw unusable("is not a PEM text", "It begins with -----BEGIN PRIVATE KEY----- and ends likewise");
        }
        String kind = block.group(1);
        String content = block.group(2);
        if (kind.startsWith("ENCRYPTED") || content.contains("ENCRYPTED")) {
            throw unusable("is encrypted", "Decrypt it with openssl pkey, and keep the file readable to Camel alone");
        }
        return switch (kind) {
            case "PRIVATE KEY" -> key(octets(content));
            case "RSA PRIVATE KEY" -> key(asPkcs8(octets(content)));
            case "CERTIFICATE" -> throw unusable("is a certificate", "Give the private key");
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                throw unusable("is a public key, which belongs in the DNS", "Give the private key");
            default ->
                throw unusable("is of the kind " + kind, "Give an RSA or Ed25519 key as openssl genpkey writes it");
        };
    }

    private static byte[] octets(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
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
