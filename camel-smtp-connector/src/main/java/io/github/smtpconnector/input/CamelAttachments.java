// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.ForeignNames;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.outcome.Category;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Adds the attachments that Camel itself carries with a message, such as those of a received mail or an upload. Name, type
 * and id were written elsewhere. One that cannot be used is left out, and is never a reason not to send.
 */
final class CamelAttachments {

    private static final String CID = "cid:";

    private static final String MESSAGE = "message/";

    private CamelAttachments() {}

    static void addTo(Email.Builder mail, Exchange exchange) {
        // As Camel's converter does it, which would be looked for with each mail.
        AttachmentMessage message = exchange.getMessage() instanceof AttachmentMessage own
                ? own
                : new DefaultAttachmentMessage(exchange.getMessage());
        if (!message.hasAttachments()) {
            return;
        }
        message.getAttachmentObjects().forEach((name, attachment) -> {
            try {
                mail.attach(unique(read(name == null ? "" : name, attachment, exchange), mail));
            } catch (UnusableInputException e) {
                mail.violation(Category.CONTENT, "attachment " + name, e.problem());
            }
        });
    }

    /** An id names one part (RFC 2392). A second part of the same id stays, without it: its writer cannot be asked. */
    private static Attachment unique(Attachment read, Email.Builder mail) {
        String id = read.contentId();
        return id == null || !mail.hasContentId(id)
                ? read
                : new Attachment(read.fileName(), read.contentType(), read.content(), false, null);
    }

    /** A name such as {@code cid:logo}, as camel-mail has it, or a Content-ID header lets the html refer to it. */
    private static Attachment read(String name, org.apache.camel.attachment.Attachment attachment, Exchange exchange)
            throws UnusableInputException {
        FileValue file = FileValue.read(attachment.getDataHandler(), exchange);
        String disposition = attachment.getHeader("Content-Disposition");
        boolean named = startsWith(name, CID);
        String id = named ? name.substring(CID.length()) : attachment.getHeader("Content-ID");
        String contentId = ForeignNames.contentId(id);
        String fileName =
                ForeignNames.fileName(named ? name.substring(CID.length()) : ForeignText.fileName(name, disposition));
        String contentType = file.contentType(fileName);
        return new Attachment(
                opening(fileName, contentType),
                contentType,
                file.content(),
                contentId != null && !isAttachment(disposition),
                contentId);
    }

    private static boolean isAttachment(@Nullable String disposition) {
        return disposition != null && startsWith(disposition.strip(), "attachment");
    }

    /** A mail is sent as a file of no known type (RFC 2046 section 5.2.1), so its name has to say what opens it. */
    private static String opening(String fileName, String contentType) {
        boolean says = fileName.indexOf('.') >= 0 || !startsWith(contentType, MESSAGE);
        return says ? fileName : ForeignNames.fileName(fileName + ".eml");
    }

    private static boolean startsWith(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
