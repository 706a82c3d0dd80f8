// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * File names as parameters. Plain ASCII that fits on a line is a quoted string in both places. Any other name follows
 * the standard, RFC 2231, in Content-Disposition. In Content-Type it is written in encoded words: no standard allows
 * these, but Outlook and others need them.
 */
final class Parameters {

    /** The longest that fits on a line as {@code filename="…"}. */
    private static final int LONGEST_QUOTED = HeaderWriter.LINE - 1 - "filename=\"\"".length();

    /** Some mail programs put the tenth section before the third. */
    private static final int MOST_SECTIONS = 10;

    private Parameters() {}

    /** Writes the {@code filename} of a Content-Disposition. */
    static void writeFileName(HeaderWriter header, String name) {
        if (isQuotable(name)) {
            header.glue(";").word("filename=" + quoted(name));
            return;
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder value = new StringBuilder("filename*=UTF-8''");
        percentEncode(utf8, 0, utf8.length, value);
        if (value.length() < HeaderWriter.LINE) {
            header.glue(";").word(value.toString());
            return;
        }
        // One less for the semicolon that follows. A line may be longer than it should (RFC 5322 section 2.1.1).
        int width = HeaderWriter.LINE - 2;
        List<String> sections = sections(utf8, width);
        while (sections.size() > MOST_SECTIONS) {
            width *= 2;
            sections = sections(utf8, width);
        }
        for (String section : sections) {
            header.glue(";").word(section);
        }
    }

    private static List<String> sections(byte[] utf8, int width) {
        List<String> sections = new ArrayList<>();
        int start = 0;
        while (start < utf8.length) {
            StringBuilder section = new StringBuilder("filename*").append(sections.size());
            section.append(sections.isEmpty() ? "*=UTF-8''" : "*=");
            int end = endOfSection(utf8, start, width - section.length());
            percentEncode(utf8, start, end, section);
            sections.add(section.toString());
            start = end;
        }
        return sections;
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

    /**
     * RFC 2231 also writes two apostrophes, because some mail programs take the characters before them for a charset,
     * and quotes, because some keep the backslash before a quote or end the name there.
     */
    private static boolean isQuotable(String name) {
        return name.length() <= LONGEST_QUOTED
                && PlainText.isPlain(name, LONGEST_QUOTED)
                && name.indexOf('"') < 0
                && name.indexOf('\\') < 0
                && name.indexOf('\'') == name.lastIndexOf('\'');
    }

    /**
     * The end of the last character that fits (RFC 2231 section 4). It is not beside a blank, which some mail programs
     * drop at the end of a section, unless the section is all blanks.
     */
    private static int endOfSection(byte[] utf8, int start, int width) {
        int end = start;
        int left = width;
        while (end < utf8.length) {
            int next = Ascii.endOfCharacter(utf8, end);
            left -= width(utf8, end, next);
            if (left < 0) {
                return endBesideNoBlank(utf8, start, end);
            }
            end = next;
        }
        return end;
    }

    private static int endBesideNoBlank(byte[] utf8, int start, int most) {
        int end = most;
        while (end > start && (utf8[end] == ' ' || utf8[end - 1] == ' ' || (utf8[end] & 0xC0) == 0x80)) {
            end--;
        }
        return end > start ? end : most;
    }

    private static int width(byte[] utf8, int from, int to) {
        return isAttributeCharacter(utf8[from]) ? 1 : 3 * (to - from);
    }

    private static void percentEncode(byte[] utf8, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            if (isAttributeCharacter(utf8[i])) {
                out.append((char) utf8[i]);
            } else {
                out.append('%').append(Ascii.highDigit(utf8[i])).append(Ascii.lowDigit(utf8[i]));
            }
        }
    }

    private static boolean isAttributeCharacter(byte octet) {
        return Ascii.isLetterOrDigit(octet) || octet == '-' || octet == '.' || octet == '_';
    }
}
