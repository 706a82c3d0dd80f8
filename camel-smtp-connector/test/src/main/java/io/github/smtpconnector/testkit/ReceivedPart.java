// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One file of a received mail, transfer encoding undone.
 *
 * @param fileName the decoded parameter filename of its Content-Disposition
 * @param typeName the decoded parameter name of its Content-Type
 * @param contentType the media type in lower case, without parameters
 * @param disposition {@code attachment}, {@code inline} or null
 * @param contentId without angle brackets
 */
@SuppressWarnings("ArrayRecordComponent") // No two parts are compared as records.
public record ReceivedPart(
        @Nullable String fileName,
        @Nullable String typeName,
        String contentType,
        @Nullable String disposition,
        @Nullable String contentId,
        byte[] bytes) {

    /** The digest of the octets, by which two large files compare. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of it, the octets as their number and digest: two parts are alike when these are. */
    @Override
    public String toString() {
        return "[fileName=" + fileName + ", typeName=" + typeName + ", contentType=" + contentType + ", disposition="
                + disposition + ", contentId=" + contentId + ", " + bytes.length + " octets, sha256=" + sha256() + "]";
    }
}
