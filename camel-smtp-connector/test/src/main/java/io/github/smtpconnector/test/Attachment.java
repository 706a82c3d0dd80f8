// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.ReceivedPart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file of a mail: any part that is neither its text nor its html.
 *
 * @param name the decoded file name, or empty
 * @param type the media type in lower case, without parameters
 * @param inline whether it is to be shown within the mail, as an image of the html is
 * @param contentId by which the html names it, without angle brackets, or empty
 * @param bytes what was attached, its transfer encoding undone
 */
@SuppressWarnings("ArrayRecordComponent") // Its equals compares the octets.
public record Attachment(String name, String type, boolean inline, String contentId, byte[] bytes) {

    static Attachment of(ReceivedPart part) {
        String name = part.fileName() == null ? part.typeName() : part.fileName();
        return new Attachment(
                Objects.requireNonNullElse(name, ""),
                part.contentType(),
                "inline".equalsIgnoreCase(part.disposition()),
                Objects.requireNonNullElse(part.contentId(), ""),
                part.bytes());
    }

    /** The octets as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachment that
                && name.equals(that.name)
                && type.equals(that.type)
                && inline == that.inline
                && contentId.equals(that.contentId)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, inline, contentId, Arrays.hashCode(bytes));
    }

    /** As in {@code a.pdf (application/pdf, 1204 bytes)}. */
    @Override
    public String toString() {
        return name + " (" + type + ", " + bytes.length + " bytes)";
    }
}
