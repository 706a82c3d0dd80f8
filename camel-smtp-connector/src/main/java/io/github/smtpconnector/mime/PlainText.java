// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

/** Text in a header that needs no encoding: it stands there as it is, folded at its spaces. */
final class PlainText {

    /** The widest word that fits on the first line of any field. */
    static final int LONGEST_WORD = 60;

    private PlainText() {}

    /** Writes a text as it is where that is safe, else as encoded words. */
    static void writeOrEncode(HeaderWriter header, String text) {
        if (isPlain(text, LONGEST_WORD)) {
            write(header, text);
        } else {
            EncodedWords.write(header, text);
        }
    }

    /** Writes a plain text. */
    static void write(HeaderWriter header, String text) {
        int start = 0;
        for (int end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', start)) {
            header.word(text, start, end);
            start = end + 1;
        }
        header.word(text, start, text.length());
    }

    /**
     * Whether a text arrives literally: printable ASCII, single spaces and none at the ends (readers differ in how they
     * unfold more), no word too long for a line, none that ends in a backslash (Jakarta Mail takes one before a fold for
     * an escaped line end), and nothing that a reader takes for an encoded word.
     */
    static boolean isPlain(String text, int longestWord) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isPrintable(c) || (c == '?' && i > 0 && text.charAt(i - 1) == '=')) {
                return false;
            }
            if (c == ' ' && (word == 0 || text.charAt(i - 1) == '\\')) {
                return false;
            }
            word = c == ' ' ? 0 : word + 1;
            if (word > longestWord) {
                return false;
            }
        }
        return word > 0;
    }
}
