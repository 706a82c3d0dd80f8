// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By when a mail must be delivered (BY, RFC 2852 section 4).
 *
 * @param seconds how long it may take, 1 to 999,999,999
 * @param mode what the server does when the time is over
 */
public record DeliverBy(long seconds, Mode mode) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18});([RN])", Pattern.CASE_INSENSITIVE);

    /** What the server does with a mail that was not delivered in time. */
    public enum Mode {
        /** Return: the server gives up and sends it back. */
        R,
        /** Notify: the server tells the sender, and goes on trying. */
        N
    }

    /** @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when the time is out of bounds */
    public DeliverBy {
        Hold.checkSeconds(seconds);
    }

    /**
     * Reads a text such as {@code 3600;R}.
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

    /** The value of the BY parameter. */
    @Override
    public String toString() {
        return seconds + ";" + mode;
    }
}
