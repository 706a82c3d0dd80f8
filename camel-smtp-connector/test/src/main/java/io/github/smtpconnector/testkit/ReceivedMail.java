// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/** A mail as it arrived, read by Apache James mime4j: tests never judge our writing by our own reading. */
public final class ReceivedMail {

    private static final MimeConfig ANY_LENGTH = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxContentLen(-1)
            .build();

    private final byte[] raw;
    private final Message message;
    private final List<ReceivedPart> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;
    private final String tree;

    private ReceivedMail(byte[] octets) throws IOException {
        raw = octets.clone();
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(ANY_LENGTH);
        message = builder.parseMessage(new ByteArrayInputStream(raw));
        tree = read(message);
    }

    /** Reads a whole mail, not dot-stuffed. */
    public static ReceivedMail parse(byte[] octets) {
        try {
            return new ReceivedMail(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The octets as they arrived. */
    public byte[] raw() {
        return raw.clone();
    }

    /** The octets as text, one character each. */
    public String rawText() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    /** The first header of that name, unfolded and decoded, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : DecoderUtil.decodeEncodedWords(values.get(0), DecodeMonitor.SILENT);
    }

    /** All headers of that name as they were written, only unfolded. */
    public List<String> headers(String name) {
        return message.getHeader().getFields(name).stream()
                .map(ReceivedMail::rawValue)
                .toList();
    }

    /** The names of all headers, in order. */
    public List<String> headerNames() {
        return message.getHeader().getFields().stream().map(Field::getName).toList();
    }

    /** The mailboxes of an address header, as {@code name <address>} or the address alone. */
    public List<String> mailboxes(String name) {
        return headers(name).stream()
                .flatMap(value -> LenientAddressParser.DEFAULT.parseAddressList(value).flatten().stream())
                .map(ReceivedMail::show)
                .toList();
    }

    /** When the mail was written, or null. */
    public @Nullable Instant date() {
        Date date = message.getDate();
        return date == null ? null : date.toInstant();
    }

    /** The parts, as in {@code mixed[alternative[text/plain,text/html],application/pdf]}. */
    public String tree() {
        return tree;
    }

    /** The plain text, decoded, or null. */
    public @Nullable String text() {
        return text;
    }

    /** The html, decoded, or null. */
    public @Nullable String html() {
        return html;
    }

    /** Every leaf that is not the text or the html itself, in order. */
    public List<ReceivedPart> attachments() {
        return List.copyOf(attachments);
    }

    private String read(Entity entity) throws IOException {
        String type = entity.getMimeType().toLowerCase(Locale.ROOT);
        if (entity.getBody() instanceof Multipart multipart) {
            List<String> parts = new ArrayList<>();
            for (Entity part : multipart.getBodyParts()) {
                parts.add(read(part));
            }
            return multipart.getSubType() + parts.stream().collect(Collectors.joining(",", "[", "]"));
        }
        byte[] bytes = bytes(entity.getBody());
        if (entity.getDispositionType() == null && type.equals("text/plain") && text == null) {
            text = new String(bytes, charset(entity));
        } else if (entity.getDispositionType() == null && type.equals("text/html") && html == null) {
            html = new String(bytes, charset(entity));
        } else {
            attachments.add(new ReceivedPart(
                    fileName(entity), typeName(entity), type, entity.getDispositionType(), contentId(entity), bytes));
        }
        return type;
    }

    private static Charset charset(Entity entity) {
        try {
            return Charset.forName(entity.getCharset());
        } catch (IllegalArgumentException e) {
            // A name that no library knows; each octet is at least seen.
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static byte[] bytes(Body body) throws IOException {
        if (body instanceof SingleBody single) {
            return single.getInputStream().readAllBytes();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (body instanceof Message inner) {
            new DefaultMessageWriter().writeMessage(inner, out);
        }
        return out.toByteArray();
    }

    private static @Nullable String fileName(Entity entity) {
        return entity.getHeader().getField("Content-Disposition") instanceof ContentDispositionField field
                ? field.getFilename()
                : null;
    }

    private static @Nullable String typeName(Entity entity) {
        return entity.getHeader().getField("Content-Type") instanceof ContentTypeField field
                ? field.getParameter("name")
                : null;
    }

    private static @Nullable String contentId(Entity entity) {
        Field field = entity.getHeader().getField("Content-ID");
        return field == null ? null : rawValue(field).replaceAll("^<|>$", "");
    }

    /** Read from the octets, because mime4j takes a header for ASCII and RFC 6532 allows UTF-8. */
    private static String rawValue(Field field) {
        String line = new String(field.getRaw().toByteArray(), StandardCharsets.UTF_8);
        String value = MimeUtil.unfold(line.substring(line.indexOf(':') + 1));
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private static String show(Mailbox mailbox) {
        return mailbox.getName() == null ? mailbox.getAddress() : mailbox.getName() + " <" + mailbox.getAddress() + ">";
    }
}
