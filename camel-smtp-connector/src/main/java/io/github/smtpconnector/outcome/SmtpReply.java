// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's reply (RFC 5321 section 4.2).
 *
 * @param code the three-digit reply code
 * @param enhancedCode the enhanced status code (RFC 3463) such as {@code 5.1.1}, or null where the server gave none
 * @param text the text behind the codes; the lines of a multi-line reply joined by a blank, control characters escaped
 */
public record SmtpReply(int code, @Nullable String enhancedCode, String text) {

    private static final Pattern ENHANCED = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?= |$)");

    /** A reply read from the wire: the enhanced code is split off when its class agrees with the reply code. */
    public static SmtpReply of(int code, String text) {
        Matcher matcher = ENHANCED.matcher(text);
        if (matcher.lookingAt() && matcher.group(1).charAt(0) == '0' + code / 100) {
            return new SmtpReply(
                    code, matcher.group(), text.substring(matcher.end()).strip());
        }
        return new SmtpReply(code, null, text);
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
