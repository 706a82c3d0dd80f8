// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** Character classes of the mail formats: ASCII only, without a locale. */
final class Ascii {

    private static final String HEX = "0123456789ABCDEF";

    private Ascii() {}

    static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Printable, the space included. */
    static boolean isPrintable(int c) {
        return c >= ' ' && c <= '~';
    }

    /** Whether a text is printable ASCII, spaces included. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The position behind the line end that begins there: a CR, an LF, or both. */
    static int afterLineEnd(String text, int at) {
        boolean both = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return both ? at + 2 : at + 1;
    }

    /** The upper half of an octet as a digit. */
    static char highDigit(int octet) {
        return HEX.charAt((octet >> 4) & 15);
    }

    /** The lower half of an octet as a digit. */
    static char lowDigit(int octet) {
        return HEX.charAt(octet & 15);
    }

    /** Where the character ends that begins there. */
    static int endOfCharacter(byte[] utf8, int at) {
        int end = at + 1;
        while (end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
            end++;
        }
        return end;
    }
}
