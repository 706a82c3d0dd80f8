// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A server's reply (RFC 5321 section 4.2).
 *
 * @param code the three-digit reply code
 * @param enhancedCode the enhanced status code (RFC 3463) such as {@code 5.1.1}, or null when the server gave none
 * @param text the text behind the codes; the lines of a multi-line reply joined by a blank, control characters escaped
 */
public record SmtpReply(int code, @Nullable String enhancedCode, String text) {

    /**
     * A reply read from the wire: the enhanced code is split off and told as the server gave it, even where its class and
     * that of the reply code differ. The reply code decides what to do.
     */
    public static SmtpReply of(int code, String text) {
        int space = text.indexOf(' ');
        int end = space < 0 ? text.length() : space;
        if (isEnhancedCode(text, end)) {
            String rest = space < 0 ? "" : text.substring(space + 1).strip();
            return new SmtpReply(code, text.substring(0, end), rest);
        }
        return new SmtpReply(code, null, text);
    }

    /** One digit of 2, 4 or 5, a subject and a detail of one to three digits each (RFC 3463 section 2). */
    private static boolean isEnhancedCode(String text, int end) {
        int dot = text.indexOf('.', 2);
        return end >= 5
                && end <= 9
                && "245".indexOf(text.charAt(0)) >= 0
                && text.charAt(1) == '.'
                && isNumber(text, 2, dot)
                && isNumber(text, dot + 1, end);
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
        StringBuilder line = new StringBuilder(16 + text.length()).append(code);
        if (enhancedCode != null) {
            line.append(' ').append(enhancedCode);
        }
        return (text.isEmpty() ? line : line.append(' ').append(text)).toString();
    }
}
