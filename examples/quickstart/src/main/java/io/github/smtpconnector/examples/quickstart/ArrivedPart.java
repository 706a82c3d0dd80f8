// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** One node of a mail's tree. What a part does not have is empty. */
record ArrivedPart(int depth, String type, String fileName, String contentId, byte[] bytes) {

    static ArrivedPart of(Part part, int depth) throws MessagingException, IOException {
        String[] contentId = part.getHeader("Content-ID");
        try (InputStream in = part.getInputStream()) {
            return new ArrivedPart(
                    depth,
                    type(part),
                    part.getFileName() == null ? "" : decoded(part.getFileName()),
                    contentId == null ? "" : contentId[0].replaceAll("[<>]", ""),
                    in.readAllBytes());
        }
    }

    static String type(Part part) throws MessagingException {
        return part.getContentType().split(";")[0].trim().toLowerCase(Locale.ROOT);
    }

    String sha256() {
        return sha256(bytes);
    }

    static String sha256(Path file) throws IOException {
        return sha256(Files.readAllBytes(file));
    }

    String dataUri() {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
