// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.LowerCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file without base64: a text, because filters mistrust text in base64, or a message, because RFC 2046 section 5.2.1
 * forbids base64 there and mail programs show it without. Every octet must arrive, so all line ends must be CRLF:
 * relays change the others.
 *
 * @param encoding 7bit or quoted-printable
 * @param text the content
 */
record FileBody(String encoding, String text) {

    /** The size of the largest such file. {@link BodyWriter} limits their sum. */
    static final int LARGEST = 256 * 1024;

    private static final int LONGEST_LINE = 998;

    /**
     * Reads a file, or returns null when it needs base64. A file that cannot be read fails later, when it is sent.
     *
     * @param most the most octets that it may have
     */
    static @Nullable FileBody of(Attachment file, long most, Boundaries boundaries) {
        boolean message = isMessage(file.contentType());
        boolean candidate = message || LowerCase.of(file.contentType()).startsWith("text/");
        long size = file.content().size();
        if (!candidate || size < 0 || size > most) {
            return null;
        }
        String text = read(file, (int) size);
        if (text == null || !hasOnlyCrlf(text)) {
            return null;
        }
        if (message) {
            return isSendable(text, boundaries) ? new FileBody("7bit", text) : null;
        }
        if (TextBody.is7Bit(text)) {
            return new FileBody("7bit", text);
        }
        return QuotedPrintable.isFit(text) ? new FileBody("quoted-printable", text) : null;
    }

    static boolean isMessage(String type) {
        return LowerCase.of(type).replaceFirst(";.*", "").strip().equals("message/rfc822");
    }

    void write(Octets out) {
        if (encoding.equals("7bit")) {
            out.ascii(text);
        } else {
            QuotedPrintable.encode(text, out);
        }
    }

    /** The text, or null when it is not UTF-8. */
    private static @Nullable String read(Attachment file, int size) {
        try (InputStream in = file.content().open()) {
            byte[] octets = in.readNBytes(size + 1);
            return octets.length == size
                    ? StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString()
                    : null;
        } catch (CharacterCodingException e) {
            return null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static boolean hasOnlyCrlf(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (!pair && (c == '\r' || c == '\n')) {
                return false;
            }
            i += pair ? 1 : 0;
        }
        return true;
    }

    /**
     * Whether it is a header with a body, and all its lines can be sent as they are. A reader leaves out of a header what
     * is no field, so then it would not arrive octet by octet. Blanks at line ends are allowed:
     * signatures and flowed texts have them, and relays of today keep them.
     */
    private static boolean isSendable(String message, Boundaries boundaries) {
        int body = message.indexOf("\r\n\r\n");
        int start = 0;
        while (start <= message.length()) {
            int found = message.indexOf('\r', start);
            int end = found < 0 ? message.length() : found;
            String line = message.substring(start, end);
            boolean bad = start <= body && !isField(line) && (start == 0 || !isFolded(line));
            if (bad
                    || line.length() > LONGEST_LINE
                    || !isText(line)
                    || line.startsWith("From ")
                    || boundaries.mayBeOne(line)) {
                return false;
            }
            start = end + 2;
        }
        return body > 0;
    }

    /** A name of printable ASCII, and a colon (RFC 5322 section 2.2). */
    private static boolean isField(String line) {
        int colon = line.indexOf(':');
        int blank = line.indexOf(' ');
        return colon > 0 && (blank < 0 || blank > colon) && Ascii.isPrintable(line.substring(0, colon));
    }

    private static boolean isFolded(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static boolean isText(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (!Ascii.isPrintable(line.charAt(i)) && line.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }
}
