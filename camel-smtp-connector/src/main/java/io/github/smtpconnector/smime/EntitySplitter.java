// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.HeaderReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Splits a message on its way to a stream: passes on the entity and keeps the other fields of the header. */
final class EntitySplitter extends OutputStream {

    private static final Pattern BETWEEN_FIELDS = Pattern.compile("(?<=\n)(?![ \t])");

    private static final String CONTENT = "Content-";

    private final OutputStream entity;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
    private final ByteArrayOutputStream outer = new ByteArrayOutputStream(1024);
    private final HeaderReading reading = new HeaderReading();

    EntitySplitter(OutputStream entity) {
        this.entity = entity;
    }

    /** The fields that do not belong to the entity, with their line ends. */
    byte[] outer() {
        return outer.toByteArray();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        int to = from + count;
        if (reading.inHeader()) {
            int end = reading.end(octets, from, to);
            header.write(octets, from, end - from);
            if (!reading.inHeader()) {
                divide();
                entity.write(octets, end, to - end);
            }
        } else {
            entity.write(octets, from, count);
        }
    }

    private void divide() throws IOException {
        String fields = header.toString(StandardCharsets.ISO_8859_1);
        for (String field : BETWEEN_FIELDS.splitAsStream(fields).toList()) {
            boolean content = field.regionMatches(true, 0, CONTENT, 0, CONTENT.length());
            if (content && !field.chars().allMatch(c -> c < 128)) {
                throw new ContentException("a Content field of the MimeMessage is not ASCII, which S/MIME asks for");
            }
            byte[] octets = field.getBytes(StandardCharsets.ISO_8859_1);
            (content || field.isBlank() ? entity : outer).write(octets);
        }
    }
}
