// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The server's side of SCRAM, written from RFC 5802 section 3 with nothing but the JDK. */
final class TestScram {

    private static final byte[] SALT = "salt of the test".getBytes(StandardCharsets.US_ASCII);

    /** Puts a challenge and gives the answer, both in base64. */
    interface Asking {
        String ask(String challenge) throws IOException;
    }

    private final String hash;
    private final boolean bound;
    private final TestLogins logins;

    TestScram(String mechanism, TestLogins logins) {
        this.hash = mechanism.contains("256") ? "SHA256" : "SHA1";
        this.bound = mechanism.endsWith("-PLUS");
        this.logins = logins;
    }

    /** Whether the client knows the password, and bound its login to our certificate where it had to. */
    boolean run(String initial, byte @Nullable [] certificate, Asking asking) throws IOException {
        String first = decode(initial);
        String flag = first.substring(0, first.indexOf(','));
        logins.scramFlags.add(flag);
        String bare = first.substring(first.indexOf(',', first.indexOf(',') + 1) + 1);
        String header = first.substring(0, first.length() - bare.length());
        String user = attribute(bare, "n").replace("=2C", ",").replace("=3D", "=");
        String nonce = attribute(bare, "r") + "server";
        String challenge = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + logins.iterations;
        String last = decode(asking.ask(encode(challenge)));
        String withoutProof = last.substring(0, last.lastIndexOf(",p="));
        String messages = bare + "," + challenge + "," + withoutProof;
        if (logins.unproved) {
            return true;
        }
        try {
            byte[] salted =
                    salted(Normalizer.normalize(logins.passwords.getOrDefault(user, "?"), Normalizer.Form.NFKC));
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] signature = hmac(digest(clientKey), messages);
            byte[] proof = Base64.getDecoder().decode(attribute(last, "p"));
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= signature[i];
            }
            if (!Arrays.equals(clientKey, proof)
                    || !attribute(last, "r").equals(nonce)
                    || !isBound(header, flag, attribute(last, "c"), certificate)) {
                return false;
            }
            String word = logins.forged ? "forged" : messages;
            asking.ask(encode("v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), word))));
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isBound(String header, String flag, String given, byte @Nullable [] certificate)
            throws GeneralSecurityException {
        byte[] expected = header.getBytes(StandardCharsets.UTF_8);
        if (bound) {
            if (!flag.equals("p=tls-server-end-point") || certificate == null) {
                return false;
            }
            byte[] end = MessageDigest.getInstance("SHA-256").digest(certificate);
            int length = expected.length;
            expected = Arrays.copyOf(expected, length + end.length);
            System.arraycopy(end, 0, expected, length, end.length);
        }
        return Arrays.equals(expected, Base64.getDecoder().decode(given));
    }

    private byte[] salted(String password) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(), SALT, logins.iterations, hash.equals("SHA1") ? 160 : 256))
                .getEncoded();
    }

    private byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(key, "Hmac" + hash));
        return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] digest(byte[] octets) throws GeneralSecurityException {
        return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(octets);
    }

    private static String attribute(String message, String name) {
        return Arrays.stream(message.split(","))
                .filter(part -> part.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(2);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
