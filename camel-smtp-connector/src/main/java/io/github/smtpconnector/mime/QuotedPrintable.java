// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/**
 * Quoted-printable of a text's UTF-8 (RFC 2045 section 6.7), every kind of line end made CRLF; safe for relays that
 * touch blanks, dots and "From " (RFC 2049 section 4). Encodes the text directly: UTF-8 in between would be two more
 * copies of every mail.
 */
final class QuotedPrintable {

    /** The longest line is 76, its soft break included. */
    private static final int LONGEST_LINE = 75;

    /** How the first octet of a character begins, by the number of octets that follow it (RFC 3629 section 3). */
    private static final int[] LEADS = {0, 0xC0, 0xE0, 0xF0};

    private QuotedPrintable() {}

    static void encode(String text, Octets out) {
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int c = characterAt(text, i);
            if (c == '\r' || c == '\n') {
                out.crlf();
                column = 0;
                i = Ascii.afterLineEnd(text, i);
                continue;
            }
            boolean literal = isLiteral(text, i);
            int width = literal ? 1 : 3 * length(c);
            if (column + width > LONGEST_LINE) {
                out.add('=').crlf();
                column = 0;
            }
            if (literal && !(column == 0 && isHazardous(text, i))) {
                int end = endOfLiterals(text, i, i + LONGEST_LINE - column);
                out.ascii(text, i, end);
                column += end - i;
                i = end;
            } else {
                escape(c, out);
                column += 3 * length(c);
                i += Character.charCount(c);
            }
        }
    }

    /** The end of the characters that stand for themselves, at most {@code most}. The first is one of them. */
    private static int endOfLiterals(String text, int first, int most) {
        int end = first + 1;
        int limit = Math.min(most, text.length());
        while (end < limit && isLiteral(text, end)) {
            end++;
        }
        return end;
    }

    /**
     * Whether the encoded text is at most half as long again as in base64. It is preferred then, because people can
     * read it.
     */
    static boolean isFit(String text) {
        long octets = 0;
        long quoted = 0;
        int length = text.length();
        for (int i = 0; i < length; ) {
            int plain = endOfPlain(text, i, length) - i;
            octets += plain;
            quoted += plain;
            i += plain;
            if (i == length) {
                break;
            }
            int c = characterAt(text, i);
            if (c == '\r' || c == '\n') {
                octets += 2;
                quoted += 2;
                i = Ascii.afterLineEnd(text, i);
            } else {
                octets += length(c);
                quoted += 3L * length(c);
                i += Character.charCount(c);
            }
        }
        return quoted + quoted / LONGEST_LINE * 3 <= Base64Lines.length(octets) * 3 / 2;
    }

    /** The end of the characters that are written as they are unless a line ends there. */
    private static int endOfPlain(String text, int first, int limit) {
        int end = first;
        while (end < limit && isPlain(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '=';
    }

    /** Half a character, which UTF-8 cannot write, becomes a question mark, as in Java. */
    private static int characterAt(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        int character = text.codePointAt(at);
        return character == c ? '?' : character;
    }

    /** How many octets a character has in UTF-8. */
    private static int length(int c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private static void escape(int c, Octets out) {
        int following = length(c) - 1;
        escapeOctet(LEADS[following] | (c >> (6 * following)), out);
        for (int shift = 6 * (following - 1); shift >= 0; shift -= 6) {
            escapeOctet(0x80 | ((c >> shift) & 0x3F), out);
        }
    }

    private static void escapeOctet(int octet, Octets out) {
        out.add('=').add(Ascii.highDigit(octet)).add(Ascii.lowDigit(octet));
    }

    private static boolean isLiteral(String text, int at) {
        char c = text.charAt(at);
        if (c != ' ' && c != '\t') {
            return isPlain(c);
        }
        return at + 1 < text.length() && text.charAt(at + 1) != '\r' && text.charAt(at + 1) != '\n';
    }

    /** Whether relays or mailboxes treat this start of a line as their own: a dot, and "From ". */
    private static boolean isHazardous(String text, int at) {
        return text.charAt(at) == '.' || text.startsWith("From ", at);
    }
}
