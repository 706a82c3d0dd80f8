// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/**
 * Text in a header that needs no encoding: it stands there as it is, its blanks too, folded where one blank stands alone.
 * At a fold readers differ in what they make of more (RFC 5322 section 2.2.3 takes the line end out and nothing else).
 */
final class PlainText {

    private PlainText() {}

    /** Writes a text as it is where that is safe and it has no longer word, else as encoded words. */
    static void writeOrEncode(HeaderWriter header, String text, int longestWord) {
        if (isPlain(text, longestWord)) {
            write(header, text);
        } else {
            EncodedWords.write(header, text);
        }
    }

    /** Writes a plain text. */
    static void write(HeaderWriter header, String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (mayFold(text, i)) {
                header.word(text, start, i);
                start = i + 1;
            }
        }
        header.word(text, start, text.length());
    }

    /**
     * Whether a text arrives literally: printable ASCII and tabs, no blank at the ends, nothing too long for a line
     * between two places to fold at, and nothing that a reader takes for an encoded word.
     */
    static boolean isPlain(String text, int longestWord) {
        return text.indexOf("=?") < 0 && isWritable(text, longestWord);
    }

    /** As {@link #isPlain} for what only machines read: no encoded word in it, though signs of one. */
    static boolean isPlainForMachines(String text, int longestWord) {
        return !holdsEncodedWord(text) && isWritable(text, longestWord);
    }

    private static boolean isWritable(String text, int longestWord) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isPrintable(text.charAt(i)) && text.charAt(i) != '\t') {
                return false;
            }
            word = mayFold(text, i) ? 0 : word + 1;
            if (word > longestWord) {
                return false;
            }
        }
        return !text.isEmpty() && !isBlank(text.charAt(0)) && !isBlank(text.charAt(text.length() - 1));
    }

    /** Without the blanks at its end, which nobody sees and which could not stand there as they are. */
    static String withoutBlanksAtEnd(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Without those at its start, too, which readers drop. */
    static String withoutBlanksAround(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return withoutBlanksAtEnd(text.substring(start));
    }

    /** By its beginning as RFC 2047 section 2 has it, or by its signs alone: readers forgive the one, or do not know it. */
    private static boolean holdsEncodedWord(String text) {
        int first = text.indexOf("=?");
        int last = text.lastIndexOf("?=");
        int marks = 0;
        for (int i = first + 2; first >= 0 && i < last; i++) {
            marks += text.charAt(i) == '?' ? 1 : 0;
        }
        return marks > 1 || (first >= 0 && beginsEncodedWord(text, first));
    }

    private static boolean beginsEncodedWord(String text, int first) {
        for (int at = first; at >= 0; at = text.indexOf("=?", at + 1)) {
            int charsetEnd = text.indexOf('?', at + 2);
            if (charsetEnd >= 0
                    && charsetEnd + 2 < text.length()
                    && "BbQq".indexOf(text.charAt(charsetEnd + 1)) >= 0
                    && text.charAt(charsetEnd + 2) == '?') {
                return true;
            }
        }
        return false;
    }

    /** Not behind a backslash: Jakarta Mail takes one before a fold for an escaped line end. */
    private static boolean mayFold(String text, int i) {
        return text.charAt(i) == ' '
                && i > 0
                && i + 1 < text.length()
                && !isBlank(text.charAt(i - 1))
                && !isBlank(text.charAt(i + 1))
                && text.charAt(i - 1) != '\\';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
