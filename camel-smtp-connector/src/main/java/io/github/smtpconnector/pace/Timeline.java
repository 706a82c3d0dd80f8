// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * The turns of one login: all that a store keeps of it, and what each question makes of it. Immutable; times are
 * microseconds of the store's clock.
 *
 * @param next the first turn that is not given yet
 * @param pause the length of the pause that the server has not served since; 0 for none
 * @param pausedUntil when that pause is over
 * @param triedUntil until when the others wait for the process that tries whether the server serves again
 */
record Timeline(long next, long pause, long pausedUntil, long triedUntil, DayCount day) {

    static final Timeline EMPTY = new Timeline(0, 0, 0, 0, DayCount.EMPTY);

    static final long FIRST_PAUSE = TimeUnit.SECONDS.toMicros(1);
    static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMicros(60);

    /** A process that tries and does not come back has died; then another tries. */
    static final long TRIAL = TimeUnit.SECONDS.toMicros(15);

    /** How often the others look whether it has come back. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toMicros(100);

    /** An answer, and the timeline after it: this one, where nothing is to be stored. */
    record Answer(Timeline after, Grant grant) {}

    Answer reserve(Demand demand, long now) {
        if (pause > 0) {
            long wait = Math.max(pausedUntil - now, Math.min(triedUntil - now, LOOK));
            if (wait > 0 || demand.least() == 0) {
                return none(Grant.Kind.PAUSED, Math.max(0, wait), now);
            }
            return give(demand, demand.least(), Grant.Kind.PROBE, now);
        }
        return demand.most() == 0 ? none(Grant.Kind.TURNS, 0, now) : give(demand, demand.most(), Grant.Kind.TURNS, now);
    }

    private Answer none(Grant.Kind kind, long wait, long now) {
        return new Answer(this, new Grant(kind, 0, micros(wait), instant(now)));
    }

    private Answer give(Demand demand, int most, Grant.Kind kind, long now) {
        DayCount count = day;
        int turns = most;
        if (demand.perDay() > 0) {
            Instant then = demand.grantedAt();
            count = then == null ? count : count.minus(demand.unused(), micros(then), now);
            long until = count.until(demand.least(), demand.perDay(), now);
            if (until > 0) {
                return none(Grant.Kind.DAY_FULL, until, now);
            }
            turns = (int) Math.min(most, count.left(demand.perDay(), now));
            count = count.plus(turns, now);
        }
        long first = Math.max(next, now);
        long end = first + micros(demand.step()) * turns;
        long tried = kind == Grant.Kind.PROBE ? first + TRIAL : triedUntil;
        return new Answer(
                new Timeline(end, pause, pausedUntil, tried, count),
                new Grant(kind, turns, micros(first - now), instant(now)));
    }

    /** Processes that were refused together were refused once. */
    Timeline paused(long now) {
        if (pause > 0 && pausedUntil > now) {
            return this;
        }
        long length = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
        return new Timeline(next, length, now + length, 0, day);
    }

    Timeline served() {
        return pause == 0 ? this : new Timeline(next, 0, 0, 0, day);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Up, so that a step that is no whole number of microseconds makes the rate smaller, not larger. */
    private static long micros(Duration step) {
        return (step.toNanos() + 999) / 1000;
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
