// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.pace.PaceKeeper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How fast the mails of one sender may follow each other, and how many there may be.
 *
 * @param perSecond how many a second; 0 for as many as can be
 * @param perDay how many in any 24 hours; 0 for as many as can be
 * @param byRecipient whether each recipient counts, and not each mail
 * @param keeper keeps the pace for several processes; null for this one alone
 */
public record PaceLimits(double perSecond, long perDay, boolean byRecipient, @Nullable PaceKeeper keeper) {

    /** No limits. */
    public static final PaceLimits NONE = new PaceLimits(0, 0, false, null);

    /** Whether there is nothing to keep. */
    public boolean isNone() {
        return perSecond == 0 && perDay == 0;
    }

    /** Nanoseconds from one turn to the next; 0 for none. */
    long distance() {
        return perSecond == 0 ? 0 : Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** How many turns a mail to so many takes. */
    long units(int recipients) {
        return byRecipient ? Math.max(1, recipients) : 1;
    }

    /** The options that hold a mail back, as its sender has set them. */
    String options() {
        String second = perSecond == 0 ? "" : "maxMessagesPerSecond=" + perSecond;
        String day = perDay == 0 ? "" : "maxMessagesPerDay=" + perDay;
        return second
                + (second.isEmpty() || day.isEmpty() ? "" : " and ")
                + day
                + (byRecipient ? ", by recipient," : "");
    }

    /** How long that is, for people: seconds and more are no matter of milliseconds. */
    static String time(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        return time.compareTo(Duration.ofHours(1)) < 0 ? time.toMillis() + " ms" : time.toMinutes() + " minutes";
    }
}
