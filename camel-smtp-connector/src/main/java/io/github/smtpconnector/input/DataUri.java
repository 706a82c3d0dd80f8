// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file written as a {@code data:} URI (RFC 2397).
 *
 * @param contentType the media type it names, or null for none
 * @param content the file
 */
record DataUri(@Nullable String contentType, Content content) {

    private static final String TOKEN = "[!#$&^_.+\\-A-Za-z0-9]{1,127}";

    /** The part up to the comma; a text that merely begins with "data:" does not match. */
    private static final Pattern HEAD = Pattern.compile(
            "data:(" + TOKEN + "/" + TOKEN + ")?((?:;" + TOKEN + "=(?:" + TOKEN
                    + "|\"[^\"\\\\,]{0,127}\"))*+)(;base64)?,",
            Pattern.CASE_INSENSITIVE);

    /** The file in the text, or null when the text is not a {@code data:} URI. */
    static @Nullable DataUri parse(String text) throws UnusableInputException {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            return null;
        }
        byte[] octets = decoded(text.substring(head.end()), head.group(3) != null);
        return new DataUri(head.group(1) == null ? null : head.group(1) + head.group(2), Content.of(octets));
    }

    /** What stands behind the comma. */
    static byte[] decoded(String data, boolean isBase64) throws UnusableInputException {
        byte[] octets = percentDecoded(data);
        return isBase64 ? base64(new String(octets, StandardCharsets.ISO_8859_1)) : octets;
    }

    /** Base64 with blanks and line ends ignored and anything else refused, missing padding included. */
    static byte[] base64(String text) throws UnusableInputException {
        try {
            return Base64.getDecoder().decode(withoutWhitespace(text));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("is not valid base64", e);
        }
    }

    private static byte[] withoutWhitespace(String text) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                // A character beyond Latin-1 must not turn into a letter of the alphabet when cut to one byte.
                kept.write(c > 127 ? '?' : c);
            }
        }
        return kept.toByteArray();
    }

    private static byte[] percentDecoded(String data) throws UnusableInputException {
        byte[] raw = data.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new UnusableInputException("is a data: URI with a % that two hexadecimal digits do not follow");
            }
            decoded.write(high * 16 + low);
            i += 2;
        }
        return decoded.toByteArray();
    }
}
