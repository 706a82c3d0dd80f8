// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.LowerCase;
import io.github.smtpconnector.email.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file written as a {@code data:} URI (RFC 2397), as people and libraries write them: with blanks around parameters,
 * with parameters that have no value, and with file names.
 *
 * @param type the media type without parameters, in lower case; empty for none
 * @param parameters those that can stand in a Content-Type, each with a semicolon before it
 * @param charset the one it names, or null
 * @param isBase64 whether the data is base64
 * @param data what stands behind the comma
 */
record DataUri(String type, String parameters, @Nullable String charset, boolean isBase64, String data) {

    private static final String SCHEME = "data:";

    /** A part has a name of its own. */
    private static final Set<String> NAMES = Set.of("name", "filename");

    /** Whether the text can only be meant as such a URI. */
    static boolean begins(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The parts of a text that {@link #begins} as one. */
    static DataUri parse(String text) throws UnusableInputException {
        List<String> head = new ArrayList<>();
        int comma = readHead(text, head);
        String type = LowerCase.of(head.get(0).strip());
        boolean isBase64 = false;
        String charset = null;
        StringBuilder parameters = new StringBuilder();
        for (String parameter : head.subList(1, head.size())) {
            int equals = parameter.indexOf('=');
            String name = LowerCase.of((equals < 0 ? parameter : parameter.substring(0, equals)).strip());
            String value = equals < 0 ? "" : parameter.substring(equals + 1).strip();
            isBase64 |= equals < 0 && name.equals("base64");
            String written = ";" + name + "=" + value;
            if (!NAMES.contains(name) && MediaTypes.isTypeOfAFile("text/plain" + written)) {
                parameters.append(written);
                charset = name.equals("charset") ? unquoted(value) : charset;
            }
        }
        return new DataUri(type, parameters.toString(), charset, isBase64, text.substring(comma + 1));
    }

    /** The text parted at semicolons, up to the comma; neither counts within quotes. */
    private static int readHead(String text, List<String> into) throws UnusableInputException {
        boolean quoted = false;
        int start = SCHEME.length();
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == ';' || c == ',')) {
                into.add(text.substring(start, i));
                start = i + 1;
            }
            if (!quoted && c == ',') {
                return i;
            }
        }
        throw new UnusableInputException("begins like a data: URI and has no comma before its data");
    }

    private static String unquoted(String value) {
        return value.replace("\"", "").replace("\\", "");
    }

    /** The media type of a file; without one the data is plain text, as RFC 2397 has it, or null where nothing says so. */
    @Nullable
    String contentType() throws UnusableInputException {
        if (!type.isEmpty() && !MediaTypes.isTypeOfAFile(type)) {
            throw new UnusableInputException("begins like a data: URI and names no type such as image/png before its"
                    + " comma; give such a text as octets, or in a file");
        }
        String own = type.isEmpty() && charset != null ? "text/plain" : type;
        if (own.isEmpty()) {
            return null;
        }
        // Characters outside ASCII were written by us.
        boolean byUs =
                own.startsWith("text/") && charset == null && data.chars().anyMatch(c -> c >= 0x80);
        return own + parameters + (byUs ? ";charset=UTF-8" : "");
    }

    /** The file. */
    Content content() throws UnusableInputException {
        return Content.of(octets(false));
    }

    /**
     * The octets of the file.
     *
     * @param lonePercent whether a % that two digits do not follow stands for itself, as browsers have it; else it is
     *     taken for the sign of a text that was cut
     */
    byte[] octets(boolean lonePercent) throws UnusableInputException {
        byte[] octets = percentDecoded(isBase64 || lonePercent);
        return isBase64 ? base64(new String(octets, StandardCharsets.ISO_8859_1)) : octets;
    }

    /** Base64 with blanks and line ends ignored and anything else refused, missing padding included: a file cut short. */
    static byte[] base64(String text) throws UnusableInputException {
        byte[] letters = withoutWhitespace(text);
        if (letters.length % 4 != 0) {
            throw new UnusableInputException(
                    "is not valid base64: the padding (=) at its end is missing, or it was cut short");
        }
        try {
            return Base64.getDecoder().decode(letters);
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

    /** Characters outside ASCII do not belong in a URI; they are written in the charset that the URI names. */
    private byte[] percentDecoded(boolean lonePercent) throws UnusableInputException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(data.length());
        int i = 0;
        while (i < data.length()) {
            char c = data.charAt(i);
            int high = c == '%' && i + 2 < data.length() ? Character.digit(data.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(data.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                decoded.write(high * 16 + low);
                i += 3;
            } else if (c == '%' && !lonePercent) {
                throw new UnusableInputException("is a data: URI with a % that two hexadecimal digits do not follow");
            } else {
                int end = endOfRun(i);
                decoded.writeBytes(TextValue.encoded(data.substring(i, end), charset));
                i = end;
            }
        }
        return decoded.toByteArray();
    }

    /** The character there, and those behind it that are no percent sign. */
    private int endOfRun(int start) {
        int percent = data.indexOf('%', start + 1);
        return percent < 0 ? data.length() : percent;
    }
}
