// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.Map;

/**
 * Character references in attributes: numbers, and the names of the signs that have a meaning in html. Other names stay
 * as they are; no URI needs them.
 */
final class CharacterReferences {

    private static final Map<String, String> NAMES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

    /** The longest reference by number, with its signs and a few leading zeros. */
    private static final int LONGEST = 12;

    private CharacterReferences() {}

    static String resolve(String text) {
        int at = text.indexOf('&');
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            int end = end(text, at);
            if (end > 0) {
                plain.append(text, copied, at);
                copied = appendResolved(text, at, end, plain) ? end + 1 : at;
            }
            at = text.indexOf('&', at + 1);
        }
        return plain.append(text, copied, text.length()).toString();
    }

    private static int end(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        int at = start;
        while (at < limit && text.charAt(at) != ';') {
            at++;
        }
        return at < limit ? at : -1;
    }

    private static boolean appendResolved(String text, int start, int end, StringBuilder out) {
        if (!text.startsWith("#", start + 1)) {
            String sign = NAMES.get(text.substring(start + 1, end));
            out.append(sign == null ? "" : sign);
            return sign != null;
        }
        boolean hexadecimal = text.regionMatches(true, start + 2, "x", 0, 1);
        try {
            int digits = start + (hexadecimal ? 3 : 2);
            append(Integer.parseUnsignedInt(text, digits, end, hexadecimal ? 16 : 10), out);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A number of no character becomes the replacement character (WHATWG HTML, section 13.2.5.80). */
    static void append(int character, StringBuilder out) {
        boolean valid = Character.isValidCodePoint(character)
                && character != 0
                && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
        out.appendCodePoint(valid ? character : 0xFFFD);
    }
}
