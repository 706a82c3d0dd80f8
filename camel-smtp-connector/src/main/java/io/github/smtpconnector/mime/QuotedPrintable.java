// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.util.Arrays;

/** Quoted-printable of text (RFC 2045 section 6.7), safe for relays that touch blanks, dots and "From " (RFC 2049 section 4). */
final class QuotedPrintable {

    /** The longest line is 76, its soft break included. */
    private static final int LONGEST_LINE = 75;

    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private QuotedPrintable() {}

    /**
     * Encodes text.
     *
     * @param text UTF-8 whose line ends are all CRLF
     */
    static void encode(byte[] text, Octets out) {
        int column = 0;
        for (int i = 0; i < text.length; ) {
            byte octet = text[i];
            if (octet == '\r') {
                out.crlf();
                column = 0;
                i += 2;
                continue;
            }
            int end = octet >= 0 ? i + 1 : Ascii.endOfCharacter(text, i);
            boolean literal = isLiteral(text, i);
            int width = literal ? 1 : 3 * (end - i);
            if (column + width > LONGEST_LINE) {
                out.add('=').crlf();
                column = 0;
            }
            if (literal && !(column == 0 && isHazardous(text, i))) {
                out.add(octet);
                column++;
            } else {
                for (int at = i; at < end; at++) {
                    out.add('=').add(Ascii.highDigit(text[at])).add(Ascii.lowDigit(text[at]));
                }
                column += 3 * (end - i);
            }
            i = end;
        }
    }

    /** About how many octets {@link #encode} writes. */
    static long estimate(byte[] text) {
        long octets = 0;
        for (byte octet : text) {
            octets += octet == '\r' || octet == '\n' || (octet != '=' && Ascii.isPrintable(octet)) ? 1 : 3;
        }
        return octets + octets / LONGEST_LINE * 3;
    }

    private static boolean isLiteral(byte[] text, int at) {
        byte octet = text[at];
        if (octet == ' ' || octet == '\t') {
            return at + 1 < text.length && text[at + 1] != '\r';
        }
        return octet > ' ' && octet <= '~' && octet != '=';
    }

    /** What at the start of a line some relay or mailbox treats as its own: a dot, and "From ". */
    private static boolean isHazardous(byte[] text, int at) {
        return text[at] == '.'
                || (text[at] == 'F' && Arrays.equals(text, at, Math.min(at + 5, text.length), FROM, 0, 5));
    }
}
