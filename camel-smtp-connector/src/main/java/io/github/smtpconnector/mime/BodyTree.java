// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Calendar;
import io.github.smtpconnector.email.Email;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a mail's body: {@code mixed[ related[ alternative[ text, html ], inline… ], attachment… ]}, reduced to
 * what is present.
 */
sealed interface BodyTree {

    /** A text of the mail itself. */
    record Text(String subtype, String text) implements BodyTree {}

    /** An invitation, which a mail program acts upon by itself (RFC 6047 section 2.4). */
    record Invitation(Calendar calendar) implements BodyTree {}

    /** A file; {@code inline} only beside an html that can show it. */
    record File(Attachment attachment, boolean inline) implements BodyTree {}

    /** Parts that belong together in one way. */
    record Multipart(String subtype, List<BodyTree> parts) implements BodyTree {}

    static BodyTree of(Email email) {
        List<BodyTree> related = new ArrayList<>(0);
        List<BodyTree> mixed = new ArrayList<>(1);
        String html = email.html();
        for (Attachment attachment : email.attachments()) {
            boolean inline = attachment.inline() && html != null;
            (inline ? related : mixed).add(new File(attachment, inline));
        }
        String text = email.text();
        Calendar given = email.calendar();
        Calendar calendar = given == null ? null : new Calendar(CalendarLines.folded(given.text()), given.method());
        if (calendar != null) {
            // Outlook and Gmail act upon the alternative; in other mail programs the user opens the file.
            mixed.add(0, new File(calendar.file(), false));
        }
        if (html != null) {
            mixed.add(0, with(alternative(text, html, calendar), "related", related));
        } else if (text != null || mixed.isEmpty()) {
            mixed.add(0, alternative(text == null ? "" : text, null, calendar));
        }
        // A file alone keeps its multipart: mail programs show a bare file as the text of the mail.
        return mixed.size() == 1 && !(mixed.get(0) instanceof File) ? mixed.get(0) : new Multipart("mixed", mixed);
    }

    /** The same in several forms, the richest last (RFC 2046 section 5.1.4). */
    private static BodyTree alternative(@Nullable String text, @Nullable String html, @Nullable Calendar calendar) {
        if (calendar == null && text == null && html != null) {
            return new Text("html", html);
        }
        if (calendar == null && html == null && text != null) {
            return new Text("plain", text);
        }
        List<BodyTree> forms = new ArrayList<>(3);
        if (text != null) {
            forms.add(new Text("plain", text));
        }
        if (html != null) {
            forms.add(new Text("html", html));
        }
        if (calendar != null) {
            forms.add(new Invitation(calendar));
        }
        return new Multipart("alternative", forms);
    }

    private static BodyTree with(BodyTree first, String subtype, List<BodyTree> others) {
        if (others.isEmpty()) {
            return first;
        }
        others.add(0, first);
        return new Multipart(subtype, others);
    }

    /** The media type, which RFC 2387 repeats in the related multipart of which this is the first part. */
    default String mediaType() {
        if (this instanceof Text text) {
            return "text/" + text.subtype();
        }
        return this instanceof Multipart multipart ? "multipart/" + multipart.subtype() : "application/octet-stream";
    }
}
