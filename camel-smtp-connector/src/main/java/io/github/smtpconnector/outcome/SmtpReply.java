// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A server's reply (RFC 5321 section 4.2).
 *
 * @param code the three-digit reply code
 * @param enhancedCode the enhanced status code (RFC 3463) such as {@code 5.1.1}, or null where the server gave none
 * @param text the text behind the codes; the lines of a multi-line reply joined by a blank, control characters escaped
 */
public record SmtpReply(int code, @Nullable String enhancedCode, String text) {

    /** A reply read from the wire: the enhanced code is split off when its class agrees with the reply code. */
    public static SmtpReply of(int code, String text) {
        int end = text.indexOf(' ');
        String first = end < 0 ? text : text.substring(0, end);
        if (isEnhancedCode(first) && first.charAt(0) == '0' + code / 100) {
            return new SmtpReply(code, first, text.substring(first.length()).strip());
        }
        return new SmtpReply(code, null, text);
    }

    /** One digit of 2, 4 or 5, a subject and a detail of one to three digits each (RFC 3463 section 2). */
    private static boolean isEnhancedCode(String word) {
        int dot = word.indexOf('.', 2);
        return word.length() >= 5
                && word.length() <= 9
                && "245".indexOf(word.charAt(0)) >= 0
                && word.charAt(1) == '.'
                && isNumber(word, 2, dot)
                && isNumber(word, dot + 1, word.length());
    }

    private static boolean isNumber(String word, int from, int to) {
        if (to - from < 1 || to - from > 3) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** 2yz: the server did what was asked. */
    public boolean isPositive() {
        return code / 100 == 2;
    }

    /** 3yz: the server waits for the rest. */
    public boolean isIntermediate() {
        return code / 100 == 3;
    }

    /** 4yz: the same again may work later. */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /** 5yz: the same again will not work. */
    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** Whether the enhanced code, of whatever class, has this subject and detail: {@code "7.8"}, for instance. */
    public boolean hasDetail(String subjectAndDetail) {
        return enhancedCode != null && enhancedCode.substring(2).equals(subjectAndDetail);
    }

    /** The reply as the server wrote it, on one line. */
    @Override
    public String toString() {
        return code + (enhancedCode == null ? "" : " " + enhancedCode) + (text.isEmpty() ? "" : " " + text);
    }
}
