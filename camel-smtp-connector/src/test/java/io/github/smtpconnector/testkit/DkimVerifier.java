// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Verifies signatures the slow and plain way, with the mail in memory and a replacement for each sentence of RFC 6376
 * section 3.4, so that nothing is shared with what signs.
 */
public final class DkimVerifier {

    private final String body;
    private final List<String> fields = new ArrayList<>();

    public DkimVerifier(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        this.body = text.substring(end + 4);
        fields.addAll(List.of(text.substring(0, end).split("\r\n(?![ \t])")));
    }

    /** Whether the signature of this selector, of which there is one, holds. */
    public boolean holds(String selector, PublicKey key) {
        String field = fields.stream()
                .filter(line -> line.startsWith("DKIM-Signature:"))
                .filter(line -> selector.equals(tags(line).get("s")))
                .reduce((one, other) -> {
                    throw new AssertionError("two signatures of " + selector);
                })
                .orElseThrow();
        Map<String, String> tags = tags(field);
        if (!Base64.getEncoder().encodeToString(sha256(relaxedBody())).equals(tags.get("bh"))) {
            return false;
        }
        List<String> left = new ArrayList<>(fields);
        StringBuilder signed = new StringBuilder();
        for (String name : tags.get("h").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (relaxed(left.get(i)).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    signed.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxed(field).replaceFirst("(; b=).*$", "$1"));
        try {
            boolean rsa = tags.get("a").equals("rsa-sha256");
            byte[] data = signed.toString().getBytes(StandardCharsets.ISO_8859_1);
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initVerify(key);
            signature.update(rsa ? data : sha256(data));
            return signature.verify(Base64.getDecoder().decode(tags.get("b")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The tags of a signature without any blanks. */
    public static Map<String, String> tags(String field) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : field.substring(field.indexOf(':') + 1).split(";")) {
            String[] parts = tag.replaceAll("[ \t\r\n]", "").split("=", 2);
            tags.put(parts[0], parts[1]);
        }
        return tags;
    }

    private byte[] relaxedBody() {
        String relaxed =
                body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll("(\r\n)*$", "");
        return (relaxed.isEmpty() ? "" : relaxed + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String relaxed(String field) {
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).replaceAll("[ \t\r\n]+", " ");
        return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value.strip();
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
