// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By when a mail is worth something to its receiver (BY, RFC 2852 section 4).
 *
 * @param seconds how long it may take, 1 to 999,999,999
 * @param mode what to do then
 */
public record DeliverBy(long seconds, Mode mode) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18});([RN])", Pattern.CASE_INSENSITIVE);

    /** What becomes of a mail that was not delivered in time. */
    public enum Mode {
        /** It comes back. */
        R,
        /** Its sender is told, and it is tried further. */
        N
    }

    /** @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when the time is out of bounds */
    public DeliverBy {
        Hold.checkSeconds(seconds);
    }

    /**
     * Reads {@code 3600;R} and the like.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when it is written otherwise
     */
    public static DeliverBy parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw Syntax.badContent(
                    Syntax.excerpt(text) + " is not the seconds, a semicolon, and R to have the mail back"
                            + " then or N to be told: 3600;R");
        }
        boolean back = matcher.group(2).equalsIgnoreCase("R");
        return new DeliverBy(Long.parseLong(matcher.group(1)), back ? Mode.R : Mode.N);
    }

    /** As the server is told it. */
    @Override
    public String toString() {
        return seconds + ";" + mode;
    }
}
