// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import org.jspecify.annotations.Nullable;

/**
 * A file that travels with the mail.
 *
 * @param fileName the name to show, without any folder
 * @param contentType the media type
 * @param content the octets
 * @param inline shown within the html rather than listed; refers to by {@code cid:} and the content id
 * @param contentId the id without angle brackets, or null
 */
public record Attachment(
        String fileName, String contentType, Content content, boolean inline, @Nullable String contentId) {

    /** A file whose media type follows from its name. */
    public static Attachment of(String fileName, Content content) {
        return new Attachment(fileName, MediaTypes.forFileName(fileName), content, false, null);
    }

    /** A file in memory whose media type follows from its name. */
    public static Attachment of(String fileName, byte[] octets) {
        return of(fileName, Content.of(octets));
    }

    public Attachment withContentType(String contentType) {
        return new Attachment(fileName, contentType, content, inline, contentId);
    }

    /** Still an ordinary attachment, but one that the html can refer to by {@code cid:}. */
    public Attachment withContentId(String contentId) {
        return new Attachment(fileName, contentType, content, inline, contentId);
    }

    /** Shown within the html, which refers to it by {@code cid:} and this id. */
    public Attachment inline(String contentId) {
        return new Attachment(fileName, contentType, content, true, contentId);
    }
}
