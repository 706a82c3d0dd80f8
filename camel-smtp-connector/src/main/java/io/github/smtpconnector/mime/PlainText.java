// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/**
 * Text in a header that needs no encoding. Its blanks stay, and it is folded only at a single blank: mail programs
 * differ in how they read several blanks at a fold (RFC 5322 section 2.2.3 removes only the line end).
 */
final class PlainText {

    private PlainText() {}

    /** Writes a text as it is when that is safe and no word is longer, else as encoded words. */
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
     * Whether a text arrives unchanged: printable ASCII and tabs, no blank at either end, no stretch between two folds
     * longer than a line, and no text that looks like an encoded word.
     */
    static boolean isPlain(String text, int longestWord) {
        return text.indexOf("=?") < 0 && isWritable(text, longestWord);
    }

    /**
     * Like {@link #isPlain}, for a text that only machines read: signs of an encoded word are allowed, a whole one is
     * not.
     */
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

    /** Without the blanks at its end, which are invisible and would need encoding. */
    static String withoutBlanksAtEnd(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Without the blanks at either end; mail programs drop those at the start. */
    static String withoutBlanksAround(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return withoutBlanksAtEnd(text.substring(start));
    }

    /**
     * Looks for the beginning by RFC 2047 section 2, or for the signs alone: mail programs accept encoded words that
     * break the standard.
     */
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

    /** Never behind a backslash: Jakarta Mail reads a backslash before a fold as an escaped line end. */
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
