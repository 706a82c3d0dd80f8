// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pace.DayCount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The pace of this process alone. Keeps mails at a distance: each from the one before it, as far as its own sender asks; where
 * recipients count, from each recipient of the one before. A time without mail saves up nothing. Timers are late by a
 * little: the next mail may follow sooner by as much, at most by half its distance. So no period exceeds the limit by
 * more than one mail. Counts also the mails of a day.
 */
final class OwnPace implements Pace {

    private boolean begun;
    private long last;
    private int lastRecipients;
    private long longest;
    private boolean counting;
    private long origin;
    private DayCount mails = DayCount.EMPTY;
    private DayCount recipients = DayCount.EMPTY;

    @Override
    public long left(Toll toll, long now) {
        return Math.max(gap(toll, now), day(toll, toll.units(), now));
    }

    /** A mail without a distance may go at any time. */
    private long gap(Toll toll, long now) {
        long distance = distance(toll.limits());
        return begun && distance > 0 ? Math.max(0, last + distance - now) : 0;
    }

    /** From the last mail. */
    private long distance(PaceLimits limits) {
        return limits.distance() * limits.units(lastRecipients);
    }

    private long day(Toll toll, long units, long now) {
        PaceLimits limits = toll.limits();
        if (limits.perDay() == 0 || !counting) {
            return 0;
        }
        DayCount count = limits.byRecipient() ? recipients : mails;
        return TimeUnit.MICROSECONDS.toNanos(count.until(units, limits.perDay(), micros(now)));
    }

    /** Since the first mail that was counted. */
    private long micros(long now) {
        return counting ? TimeUnit.NANOSECONDS.toMicros(now - origin) : 0;
    }

    @Override
    public long until(List<Toll> line, long now) {
        long wait = 0;
        long units = 0;
        Toll before = null;
        for (Toll toll : line) {
            wait = before == null
                    ? gap(toll, now)
                    : wait + toll.limits().distance() * toll.limits().units(before.recipients());
            units += toll.units();
            before = toll;
        }
        return before == null
                ? 0
                : Math.max(wait, day(before, Math.min(units, before.limits().perDay()), now));
    }

    @Override
    public long patience(Toll toll, long now) {
        return left(toll, now);
    }

    @Override
    public void went(Toll toll, long waiting, long now) {
        long distance = toll.limits().distance();
        if (distance > 0) {
            long kept = distance(toll.limits());
            long late = begun ? now - (last + kept) : 0;
            last = now - Math.min(late, kept / 2);
            longest = Math.max(longest, distance * toll.recipients());
            lastRecipients = toll.recipients();
            begun = true;
        }
        if (toll.limits().perDay() > 0) {
            if (!counting) {
                origin = now;
                counting = true;
            }
            mails = mails.plus(1, micros(now));
            recipients = recipients.plus(toll.recipients(), micros(now));
        }
    }

    @Override
    public boolean isForgettable(long now) {
        boolean kept = begun && last + longest - now > 0;
        return !kept && mails.until(1, 1, micros(now)) == 0;
    }

    @Override
    public Failure failure(Toll toll, Duration maxWait, long nanos, long now) {
        return PaceFailures.tooLate(toll.limits(), maxWait, nanos);
    }
}
