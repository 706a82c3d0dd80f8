// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** Text in a header that needs no encoding: it stands there as it is, folded at its spaces. */
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
     * Whether a text arrives literally: printable ASCII, single spaces and none at the ends (readers differ in how they
     * unfold more), no word too long for a line, and nothing that a reader takes for an encoded word.
     */
    static boolean isPlain(String text, int longestWord) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isPrintable(c) || (c == '?' && i > 0 && text.charAt(i - 1) == '=')) {
                return false;
            }
            if (c == ' ' && (i == 0 || text.charAt(i - 1) == ' ')) {
                return false;
            }
            word = mayFold(text, i) ? 0 : word + 1;
            if (word > longestWord) {
                return false;
            }
        }
        return !text.isEmpty() && !text.endsWith(" ");
    }

    /** Not behind a backslash: Jakarta Mail takes one before a fold for an escaped line end. */
    private static boolean mayFold(String text, int i) {
        return text.charAt(i) == ' ' && text.charAt(i - 1) != '\\';
    }
}
