// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Text in a header as RFC 2047 encoded words: UTF-8, B or Q, whichever is shorter, no character split. B is split where
 * it needs no padding, if possible: some mail programs join the words before they decode them, and stop at the first
 * padding. Q is split behind a blank where one is near.
 */
final class EncodedWords {

    /** The longest encoded word (RFC 2047 section 2). */
    static final int LONGEST = 75;

    private static final int FRAME = "=?UTF-8?Q??=".length();

    /** The widest character: four octets in Q. */
    private static final int WIDEST = 12;

    /** How much shorter a word of Q may become to be split at a blank. */
    private static final int NEAR = 24;

    private EncodedWords() {}

    /** Writes a text, folding between the words; a reader drops the blanks between two encoded words. */
    static void write(HeaderWriter header, String text) {
        for (String word : split(text, header.room(), LONGEST)) {
            header.word(word);
        }
    }

    /**
     * The encoded words for a text.
     *
     * @param first the room for the first word; when no character fits, the first word has {@code next}, too
     * @param next the room for each other word
     */
    static List<String> split(String text, int first, int next) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        boolean q = qWidth(octets, 0, octets.length) <= base64Width(octets.length);
        int room = first < FRAME + WIDEST ? next : Math.min(first, next);
        List<String> words = new ArrayList<>();
        for (int start = 0; start < octets.length; room = next) {
            int end = q ? endOfQ(octets, start, room - FRAME) : endOfB(octets, start, room - FRAME);
            words.add(q ? q(octets, start, end) : b(octets, start, end));
            start = end;
        }
        return words;
    }

    private static int endOfQ(byte[] octets, int start, int room) {
        int end = start;
        int width = 0;
        int behindBlank = -1;
        int widthThere = 0;
        while (end < octets.length) {
            int next = Ascii.endOfCharacter(octets, end);
            int more = qWidth(octets, end, next);
            if (width + more > room) {
                return behindBlank > start && width - widthThere <= NEAR ? behindBlank : end;
            }
            width += more;
            end = next;
            if (octets[end - 1] == ' ') {
                behindBlank = end;
                widthThere = width;
            }
        }
        return end;
    }

    private static int endOfB(byte[] octets, int start, int room) {
        int most = start + room / 4 * 3;
        if (most >= octets.length) {
            return octets.length;
        }
        int end = beginOfCharacter(octets, most);
        int least = start + (end - start) / 3;
        for (int whole = end; whole > least; whole = beginOfCharacter(octets, whole - 1)) {
            if ((whole - start) % 3 == 0) {
                return whole;
            }
        }
        return end;
    }

    private static int beginOfCharacter(byte[] octets, int at) {
        int begin = at;
        while ((octets[begin] & 0xC0) == 0x80) {
            begin--;
        }
        return begin;
    }

    private static int base64Width(int octets) {
        return (octets + 2) / 3 * 4;
    }

    private static int qWidth(byte[] octets, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += octets[i] == ' ' || isLiteral(octets[i]) ? 1 : 3;
        }
        return width;
    }

    /** Whether Q leaves the octet as it is, even in a display name (RFC 2047 section 5 rule 3). */
    private static boolean isLiteral(byte octet) {
        return Ascii.isLetterOrDigit(octet)
                || octet == '!'
                || octet == '*'
                || octet == '+'
                || octet == '-'
                || octet == '/';
    }

    private static String b(byte[] octets, int from, int to) {
        byte[] part = Arrays.copyOfRange(octets, from, to);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(part) + "?=";
    }

    private static String q(byte[] octets, int from, int to) {
        Octets word = new Octets(LONGEST).ascii("=?UTF-8?Q?");
        for (int i = from; i < to; i++) {
            if (octets[i] == ' ') {
                word.add('_');
            } else if (isLiteral(octets[i])) {
                word.add(octets[i]);
            } else {
                word.add('=').add(Ascii.highDigit(octets[i])).add(Ascii.lowDigit(octets[i]));
            }
        }
        return new String(word.ascii("?=").toByteArray(), StandardCharsets.US_ASCII);
    }
}
