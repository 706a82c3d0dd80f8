// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a mail takes of the pace.
 *
 * @param limits its sender's
 * @param recipients how many are to get it
 */
public record Toll(PaceLimits limits, int recipients) {

    /** How many turns it takes. */
    public long units() {
        return limits.units(recipients);
    }

    /** Why its turn would never come, or null. */
    public @Nullable Failure never() {
        return limits.perDay() == 0 || units() <= limits.perDay()
                ? null
                : Failure.permanent(
                                Category.RATE_LIMITED,
                                "with " + limits.options() + " its turn would never come, for it has " + recipients
                                        + " recipients")
                        .withAdvice("Give the mail fewer recipients, or raise maxMessagesPerDay");
    }
}
