// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Calendar;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@link BodyTree}, and notes the places of files whose octets are not in memory. */
final class BodyWriter {

    private final Octets out;
    private final HeaderWriter header;
    private final Boundaries boundaries;
    /** How many octets of files may still be held in memory. */
    private long room = 4L * FileBody.LARGEST;

    private final List<ComposedMessage.File> files = new ArrayList<>(0);

    BodyWriter(Octets out, HeaderWriter header, Boundaries boundaries) {
        this.out = out;
        this.header = header;
        this.boundaries = boundaries;
    }

    /** The files met so far, in order. */
    List<ComposedMessage.File> files() {
        return files;
    }

    void write(BodyTree tree) {
        if (tree instanceof BodyTree.Text text) {
            TextBody.write(text.subtype(), text.text(), out);
        } else if (tree instanceof BodyTree.File file) {
            writeFile(file.attachment(), file.inline());
        } else if (tree instanceof BodyTree.Invitation invitation) {
            writeInvitation(invitation.calendar());
        } else if (tree instanceof BodyTree.Multipart multipart) {
            writeMultipart(multipart);
        }
    }

    private void writeMultipart(BodyTree.Multipart multipart) {
        String boundary = boundaries.next();
        header.field("Content-Type").word(multipart.mediaType());
        if (multipart.subtype().equals("related")) {
            // RFC 2387 section 3.1.
            header.glue(";").word("type=\"" + multipart.parts().get(0).mediaType() + "\"");
        }
        header.glue(";").word("boundary=\"" + boundary + "\"").end();
        for (BodyTree part : multipart.parts()) {
            out.crlf().ascii("--").ascii(boundary).crlf();
            write(part);
        }
        out.crlf().ascii("--").ascii(boundary).ascii("--").crlf();
    }

    private void writeInvitation(Calendar calendar) {
        // RFC 6047 section 2.4: the method must be that of the text.
        out.ascii("Content-Type: text/calendar; charset=UTF-8; method=")
                .ascii(calendar.method())
                .crlf();
        TextBody.writeEncoded(calendar.text(), out);
    }

    private void writeFile(Attachment file, boolean inline) {
        FileBody body = FileBody.of(file, Math.min(room, FileBody.LARGEST), boundaries);
        FileType.write(header, file, body != null);
        out.ascii("Content-Transfer-Encoding: ")
                .ascii(body == null ? "base64" : body.encoding())
                .crlf();
        header.field("Content-Disposition").word(inline ? "inline" : "attachment");
        if (!file.fileName().isEmpty()) {
            Parameters.writeFileName(header, file.fileName());
        }
        header.end();
        String contentId = file.contentId();
        if (contentId != null) {
            header.field("Content-ID").word("<" + contentId + ">").end();
        }
        out.crlf();
        if (body == null) {
            files.add(new ComposedMessage.File(out.length(), file));
        } else {
            room -= file.content().size();
            body.write(out);
        }
    }
}
