// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Email;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mail's body is made of: {@code mixed[ related[ alternative[ text, html ], inline… ], attachment… ]}, reduced to
 * what is present.
 */
sealed interface BodyTree {

    /** A text of the mail itself. */
    record Text(String subtype, String text) implements BodyTree {}

    /** A file; {@code inline} only beside an html that can show it. */
    record File(Attachment attachment, boolean inline) implements BodyTree {}

    /** Parts that belong together in one way. */
    record Multipart(String subtype, List<BodyTree> parts) implements BodyTree {}

    static BodyTree of(Email email) {
        List<BodyTree> related = new ArrayList<>();
        List<BodyTree> mixed = new ArrayList<>();
        String html = email.html();
        for (Attachment attachment : email.attachments()) {
            boolean inline = attachment.inline() && html != null;
            (inline ? related : mixed).add(new File(attachment, inline));
        }
        String text = email.text();
        if (html != null) {
            BodyTree body = new Text("html", html);
            body = text == null ? body : new Multipart("alternative", List.of(new Text("plain", text), body));
            mixed.add(0, with(body, "related", related));
        } else if (text != null || mixed.isEmpty()) {
            mixed.add(0, new Text("plain", text == null ? "" : text));
        }
        // A file alone keeps its multipart: mail programs show a bare file as the text of the mail.
        return mixed.size() == 1 && !(mixed.get(0) instanceof File) ? mixed.get(0) : new Multipart("mixed", mixed);
    }

    private static BodyTree with(BodyTree first, String subtype, List<BodyTree> others) {
        if (others.isEmpty()) {
            return first;
        }
        others.add(0, first);
        return new Multipart(subtype, others);
    }

    /** The media type, as RFC 2387 wants to know it of the first part of a related one. */
    default String mediaType() {
        if (this instanceof Text text) {
            return "text/" + text.subtype();
        }
        return this instanceof Multipart multipart ? "multipart/" + multipart.subtype() : "application/octet-stream";
    }
}
