// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * File names as parameters. Plain ASCII: a quoted string in both places. Everything else: RFC 2231 in
 * Content-Disposition, which is the standard, and encoded words in Content-Type, which no standard allows and Outlook
 * and others need.
 */
final class Parameters {

    private static final int LONGEST_PLAIN = 50;

    private Parameters() {}

    /** Writes the {@code filename} of a Content-Disposition. */
    static void writeFileName(HeaderWriter header, String name) {
        if (isQuotable(name)) {
            header.glue(";").word("filename=" + quoted(name));
            return;
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder value = new StringBuilder("filename*=UTF-8''");
        int end = percentEncode(utf8, 0, HeaderWriter.LINE - 1, value);
        if (end == utf8.length) {
            header.glue(";").word(value.toString());
            return;
        }
        int start = 0;
        for (int section = 0; start < utf8.length; section++) {
            value.setLength(0);
            value.append("filename*").append(section).append(section == 0 ? "*=UTF-8''" : "*=");
            // One less for the semicolon that follows.
            start = percentEncode(utf8, start, HeaderWriter.LINE - 2, value);
            header.glue(";").word(value.toString());
        }
    }

    /** Writes the {@code name} of a Content-Type. */
    static void writeTypeName(HeaderWriter header, String name) {
        if (isQuotable(name)) {
            header.glue(";").word("name=" + quoted(name));
            return;
        }
        int room = HeaderWriter.LINE - 1 - "name=\"\"".length();
        List<String> words = EncodedWords.split(name, room, room);
        header.glue(";").word("name=\"" + words.get(0));
        for (String word : words.subList(1, words.size())) {
            header.word(word);
        }
        header.glue("\"");
    }

    /** A quoted string (RFC 5322 section 3.2.4). */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** Two apostrophes are left to RFC 2231 too: some readers take what stands before them for a charset, star or not. */
    private static boolean isQuotable(String name) {
        return name.length() <= LONGEST_PLAIN
                && PlainText.isPlain(name, LONGEST_PLAIN)
                && name.indexOf('\'') == name.lastIndexOf('\'');
    }

    /** Appends whole characters while they fit, and says where it stopped (RFC 2231 section 4). */
    private static int percentEncode(byte[] utf8, int start, int width, StringBuilder to) {
        int at = start;
        while (at < utf8.length) {
            int end = Ascii.endOfCharacter(utf8, at);
            boolean literal = isAttributeCharacter(utf8[at]);
            if (to.length() + (literal ? 1 : 3 * (end - at)) > width) {
                return at;
            }
            for (; at < end; at++) {
                if (literal) {
                    to.append((char) utf8[at]);
                } else {
                    to.append('%').append(Ascii.highDigit(utf8[at])).append(Ascii.lowDigit(utf8[at]));
                }
            }
        }
        return at;
    }

    private static boolean isAttributeCharacter(byte octet) {
        return Ascii.isLetterOrDigit(octet) || octet == '-' || octet == '.' || octet == '_';
    }
}
