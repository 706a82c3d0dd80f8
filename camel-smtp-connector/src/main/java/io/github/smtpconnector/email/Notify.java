// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The events that the server reports in a delivery status notification (NOTIFY, RFC 3461 section 4.1). */
public enum Notify {
    /** No event; stands alone. */
    NEVER,
    SUCCESS,
    FAILURE,
    DELAY;

    /**
     * Reads names separated by commas, in any case; none from a blank text.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONTENT when one is no such name
     */
    public static Set<Notify> listed(String names) {
        Set<Notify> listed = EnumSet.noneOf(Notify.class);
        if (names.isBlank()) {
            return listed;
        }
        for (String name : names.split(",", -1)) {
            String given = name.strip();
            listed.add(Arrays.stream(values())
                    .filter(value -> value.name().equalsIgnoreCase(given))
                    .findFirst()
                    .orElseThrow(() -> Syntax.badContent(
                            Syntax.excerpt(given) + " is none of NEVER, SUCCESS, FAILURE and DELAY")));
        }
        return listed;
    }
}
