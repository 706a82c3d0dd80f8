// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.outcome.Category;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/** Adds the attachments that Camel itself carries with a message, such as those of a received mail or an upload. */
final class CamelAttachments {

    private static final String CID = "cid:";

    private CamelAttachments() {}

    static void addTo(Email.Builder mail, Exchange exchange) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        if (message == null || !message.hasAttachments()) {
            return;
        }
        message.getAttachmentObjects().forEach((name, attachment) -> {
            try {
                mail.attach(read(name, attachment, exchange));
            } catch (UnusableInputException e) {
                mail.violation(Category.CONTENT, "attachment " + name, e.problem());
            }
        });
    }

    /** A name such as {@code cid:logo}, as camel-mail has it, or a Content-ID header lets the html refer to it. */
    private static Attachment read(String name, org.apache.camel.attachment.Attachment attachment, Exchange exchange)
            throws UnusableInputException {
        Map<String, Object> fields = new HashMap<>();
        String contentId = contentId(attachment.getHeader("Content-ID"));
        String fileName = name;
        if (name.toLowerCase(Locale.ROOT).startsWith(CID)) {
            fileName = name.substring(CID.length());
            contentId = fileName;
        }
        if (contentId != null) {
            fields.put("contentId", contentId);
            String disposition = attachment.getHeader("Content-Disposition");
            fields.put(
                    "inline",
                    disposition == null || !disposition.toLowerCase(Locale.ROOT).startsWith("attachment"));
        }
        return new AttachmentFields(fields).attach(fileName, FileValue.read(attachment.getDataHandler(), exchange));
    }

    private static @Nullable String contentId(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String id = header.strip();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }
}
