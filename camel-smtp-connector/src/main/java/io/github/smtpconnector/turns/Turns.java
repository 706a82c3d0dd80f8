// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The turns that a keeper has given to this process and no mail has used. A turn is good at its time and a little later, for
 * timers are late; of those that have passed for longer, one is kept for a moment, so that a mail that found no connection
 * goes when there is one. So no period holds more turns than it may, what a little holds, and one for each process. Times are
 * nanoseconds of any origin. Guarded by the pool's lock.
 */
final class Turns {

    /** How late any turn may be used, or half the way to the next where that is longer. */
    static final Duration LATE = Duration.ofMillis(20);

    /** How late the last one may be used. */
    static final Duration KEPT = Duration.ofSeconds(1);

    private final Deque<Long> times = new ArrayDeque<>();
    private long step;
    private int unused;

    /** So many, the first at this time. */
    void add(int count, long first, long step) {
        this.step = step;
        for (int i = 0; i < count; i++) {
            times.addLast(first + i * step);
        }
    }

    /** Leaves out those that have passed. */
    private void pass(long now) {
        while (isIdle(now) && (isFollowed(now) || isTooOld(now))) {
            times.removeFirst();
            unused++;
        }
    }

    /** Whether the first has passed for so long that there must be no connection to use it. */
    boolean isIdle(long now) {
        long late = step == 0 ? KEPT.toNanos() : Math.max(LATE.toNanos(), step / 2);
        return !times.isEmpty() && now - times.getFirst() > late;
    }

    private boolean isFollowed(long now) {
        Iterator<Long> each = times.iterator();
        each.next();
        return each.hasNext() && each.next() - now <= 0;
    }

    private boolean isTooOld(long now) {
        return now - times.getFirst() > Math.max(KEPT.toNanos(), step);
    }

    int count(long now) {
        pass(now);
        return times.size();
    }

    /** Nanoseconds until the first; below zero when it has come. Only where there is one. */
    long first(long now) {
        return times.getFirst() - now;
    }

    /** Nanoseconds until the one with this number, counted from 0, or until it would come if others followed the last. */
    long number(long number, long now) {
        if (number < times.size()) {
            Iterator<Long> each = times.iterator();
            for (long i = 0; i < number; i++) {
                each.next();
            }
            return Math.max(0, each.next() - now);
        }
        return Math.max(0, last(now)) + (number - times.size() + (times.isEmpty() ? 0 : 1)) * step;
    }

    /** Nanoseconds until the last; 0 when there is none. */
    long last(long now) {
        return times.isEmpty() ? 0 : times.getLast() - now;
    }

    void take(long units) {
        for (long i = 0; i < units && !times.isEmpty(); i++) {
            times.removeFirst();
        }
    }

    /** None is good any more. */
    void clear() {
        unused += times.size();
        times.clear();
    }

    /** How many were not used since this was asked last. */
    int unused(long now) {
        pass(now);
        int passed = unused;
        unused = 0;
        return passed;
    }
}
