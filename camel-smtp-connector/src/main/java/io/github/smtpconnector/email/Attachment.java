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
        String fileName, String contentType, Content content, boolean inline, @Nullable String contentId) {}
