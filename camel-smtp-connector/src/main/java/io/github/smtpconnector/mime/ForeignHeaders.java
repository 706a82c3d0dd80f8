// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Copies the header fields of a foreign part and changes their line ends only. */
final class ForeignHeaders {

    private ForeignHeaders() {}

    /**
     * Copies all fields but some.
     *
     * @param without the names of those, in any case
     */
    static void copy(MimePart part, List<String> without, WireOutput out) throws MessagingException, IOException {
        for (String line : Collections.list(part.getAllHeaderLines())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).strip();
            if (isName(name) && !without.stream().anyMatch(name::equalsIgnoreCase)) {
                write(name, line, out);
            }
        }
    }

    /** Visible ASCII (RFC 5322 section 2.2). Another line is no field; the first line of an mbox entry is one such. */
    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** Writes one field, which may be folded. */
    static void write(String name, String field, WireOutput out) throws IOException {
        boolean first = true;
        for (String line : field.split("\r\n|\r|\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            if (!first && line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                // Otherwise a value could add fields of its own, for instance a Bcc.
                throw new ContentException("the header " + name + " of the MimeMessage holds a line break");
            }
            out.write(octets(line));
            out.write('\n');
            first = false;
        }
    }

    /**
     * Jakarta Mail keeps each octet that it read as the character of that number, and each character that was set as it
     * is.
     */
    private static byte[] octets(String line) {
        if (line.chars().allMatch(c -> c < 256)) {
            byte[] read = line.getBytes(StandardCharsets.ISO_8859_1);
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read));
                return read;
            } catch (CharacterCodingException e) {
                return line.getBytes(StandardCharsets.UTF_8);
            }
        }
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
