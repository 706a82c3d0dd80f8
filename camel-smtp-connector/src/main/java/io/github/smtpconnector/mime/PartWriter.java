// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.PreencodedMimeBodyPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.util.BASE64EncoderStream;
import org.eclipse.angus.mail.util.QPEncoderStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Jakarta Mail part without changing it. {@code Part.writeTo} would save an unsaved message first, and search
 * the class path for a {@code StreamProvider} at each part, which is most of its cost. So this class walks the tree and
 * makes Angus' encoders directly. A part that was read and not changed is copied octet by octet, and a declared
 * encoding is kept, so signatures over them stay valid.
 */
final class PartWriter {

    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-transfer-encoding";

    private static final List<String> IDENTITY = List.of("7bit", "8bit", "binary");

    private final WireOutput out;

    PartWriter(WireOutput out) {
        this.out = out;
    }

    /**
     * Writes headers and content.
     *
     * @param without fields to leave out
     * @param added fields to add
     */
    void write(MimePart part, List<String> without, List<String> added) throws MessagingException, IOException {
        DataHandler data = part.getDataHandler();
        out.inHeader(true);
        if (isAsRead(part, data)) {
            ForeignHeaders.copy(part, without, out);
            endHeaders(added);
            try (InputStream raw = part instanceof MimeMessage message
                    ? message.getRawInputStream()
                    : ((MimeBodyPart) part).getRawInputStream()) {
                raw.transferTo(out);
            }
            return;
        }
        String type = type(part, data);
        String top = type.substring(0, Math.max(type.indexOf('/'), 0)).strip();
        if (top.equalsIgnoreCase("multipart") && data.getContent() instanceof MimeMultipart multipart) {
            writeMultipart(part, without, added, multipart);
        } else if (top.equalsIgnoreCase("message") && data.getContent() instanceof MimeMessage message) {
            begin(part, without(without, part, true), added, type, null);
            write(message, List.of(), List.of());
        } else {
            writeLeaf(part, without, added, data, type);
        }
    }

    private void writeMultipart(MimePart part, List<String> without, List<String> added, MimeMultipart multipart)
            throws MessagingException, IOException {
        String boundary = new ContentType(multipart.getContentType()).getParameter("boundary");
        if (boundary == null) {
            throw new ContentException("a multipart of the MimeMessage has no boundary");
        }
        String declared = part.getHeader("Content-Type", null);
        boolean agrees = declared != null && declared.contains(boundary);
        begin(part, without(without, part, agrees), added, multipart.getContentType(), null);
        String preamble = multipart.getPreamble();
        if (preamble != null) {
            line(preamble);
        }
        for (int i = 0; i < multipart.getCount(); i++) {
            line("--" + boundary);
            BodyPart child = multipart.getBodyPart(i);
            if (!(child instanceof MimePart mimePart)) {
                throw new ContentException("part " + (i + 1) + " of the MimeMessage is no MimePart");
            }
            write(mimePart, List.of(), List.of());
            line("");
        }
        line("--" + boundary + "--");
    }

    private void writeLeaf(MimePart part, List<String> without, List<String> added, DataHandler data, String type)
            throws MessagingException, IOException {
        String encoding = part instanceof PreencodedMimeBodyPart
                ? part.getEncoding()
                : part.getHeader("Content-Transfer-Encoding", null);
        if (encoding == null && isText(part, data, type) && data.getContent() instanceof String text) {
            ForeignHeaders.copy(part, without, out);
            writeText(added, type, text);
            return;
        }
        begin(part, without, added, type, encoding == null ? "base64" : encoding);
        if (part instanceof PreencodedMimeBodyPart) {
            data.writeTo(out);
            return;
        }
        OutputStream encoder = encoder(encoding == null ? "base64" : encoding.strip());
        data.writeTo(encoder);
        encoder.flush();
    }

    /** Writes text of an unsaved message, which declares no encoding, like that of our own mails. */
    private void writeText(List<String> added, String type, String text) throws MessagingException, IOException {
        ContentType utf8 = new ContentType(type);
        utf8.setParameter("charset", "UTF-8");
        ForeignHeaders.write("Content-Type", "Content-Type: " + utf8, out);
        for (String field : added) {
            line(field);
        }
        // These headers and octets are ASCII, so it does no harm that they count as header.
        Octets body = new Octets(text.length() + text.length() / 8 + 64);
        TextBody.writeEncoded(text, body);
        body.writeTo(out, 0, body.length());
    }

    private static boolean isText(MimePart part, DataHandler data, String type) throws MessagingException {
        // A part with a name is a file, and may be too large for memory.
        return type.regionMatches(true, 0, "text/", 0, 5)
                && data.getName() == null
                && part.getFileName() == null
                && part.getHeader("Content-Type") == null;
    }

    private OutputStream encoder(String encoding) throws ContentException {
        if (encoding.equalsIgnoreCase("base64")) {
            return new BASE64EncoderStream(out);
        }
        if (encoding.equalsIgnoreCase("quoted-printable")) {
            return new QPEncoderStream(out);
        }
        if (isIdentity(encoding)) {
            return out;
        }
        throw new ContentException("the MimeMessage has a part in the unknown encoding " + encoding);
    }

    private static boolean isIdentity(String encoding) {
        return IDENTITY.stream().anyMatch(encoding::equalsIgnoreCase);
    }

    /** Whether the part still has the content that it was read with. A route may have set another. */
    private static boolean isAsRead(MimePart part, DataHandler data) {
        return data.getDataSource() instanceof MimePartDataSource source
                && source.getMessageContext().getPart() == part
                && (part instanceof MimeMessage || part instanceof MimeBodyPart);
    }

    private static String type(MimePart part, DataHandler data) throws MessagingException {
        String declared = part.getHeader("Content-Type", null);
        String type = declared == null ? data.getContentType() : declared;
        return type == null ? "application/octet-stream" : type;
    }

    /** Copies the fields in their order and adds the missing ones. */
    private void begin(MimePart part, List<String> without, List<String> added, String type, @Nullable String encoding)
            throws MessagingException, IOException {
        ForeignHeaders.copy(part, without, out);
        if (without.contains(TYPE) || part.getHeader("Content-Type") == null) {
            ForeignHeaders.write("Content-Type", "Content-Type: " + type, out);
        }
        if (encoding != null && part.getHeader("Content-Transfer-Encoding") == null) {
            line("Content-Transfer-Encoding: " + encoding);
        }
        endHeaders(added);
    }

    private void endHeaders(List<String> added) throws IOException {
        for (String field : added) {
            line(field);
        }
        line("");
        out.inHeader(false);
    }

    /** Composite parts are never encoded as a whole (RFC 2045 section 6.4), whatever they declare. */
    private static List<String> without(List<String> names, MimePart part, boolean keepType) throws MessagingException {
        String encoding = part.getHeader("Content-Transfer-Encoding", null);
        boolean keepEncoding = encoding == null || isIdentity(encoding.strip());
        List<String> without = new ArrayList<>(names);
        if (!keepType) {
            without.add(TYPE);
        }
        if (!keepEncoding) {
            without.add(ENCODING);
        }
        return without;
    }

    private void line(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
