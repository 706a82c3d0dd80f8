// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.MessageFields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes an {@link Email} by RFC 5322 and MIME. It has no state: equal arguments give equal octets. */
public final class MimeRenderer {

    /** The widest word of a subject that is not encoded: it fits on the first line. */
    private static final int LONGEST_WORD = 60;

    private MimeRenderer() {}

    /**
     * Composes a mail. Texts and headers are in memory afterwards; attachments are read each time it is written.
     *
     * @param messageId in angle brackets, as {@link MessageIds} makes it; one of the mail's own is written instead
     * @param date for the Date header, written in UTC, so that the mail does not tell the zone of the machine; one of
     *     the mail's own is written instead, with its zone
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when a header cannot be written as it is
     */
    public static RenderedMessage render(Email email, String messageId, Instant date) {
        MessageFields fields = email.fields();
        return compose(
                email,
                Objects.requireNonNullElse(fields.messageId(), messageId),
                fields.date() == null ? DateTimes.format(date) : DateTimes.format(fields.date()));
    }

    private static RenderedMessage compose(Email email, String messageId, String date) {
        Octets out = new Octets(640 + length(email.text()) + length(email.html()));
        HeaderWriter header = new HeaderWriter(out);
        header.field("Date").word(date).end();
        AddressFields.write(header, "From", List.of(email.from()));
        ExtraFields.writeSender(header, email.from(), email.fields().sender());
        AddressFields.write(header, "Reply-To", email.replyTo());
        // With Bcc recipients alone there is no destination field: RFC 5322 section 3.6.3 asks for none.
        AddressFields.write(header, "To", email.to());
        AddressFields.write(header, "Cc", email.cc());
        String subject = email.subject() == null ? "" : PlainText.withoutBlanksAtEnd(email.subject());
        if (!subject.isEmpty()) {
            PlainText.writeOrEncode(header.field("Subject"), subject, LONGEST_WORD);
            header.end();
        }
        header.field("Message-ID").word(messageId).end();
        header.field("MIME-Version").word("1.0").end();
        ExtraFields.write(header, email.fields());
        BodyWriter body = new BodyWriter(out, header, new Boundaries(messageId));
        body.write(BodyTree.of(email));
        if (!out.endsWithLineEnd()) {
            out.crlf();
        }
        return new ComposedMessage(messageId, header.needsUtf8(), out, body.files());
    }

    /** Most texts need little more than their letters; the others let the octets grow. */
    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length() + text.length() / 16;
    }
}
