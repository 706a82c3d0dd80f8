// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import java.time.Duration;

/**
 * How many turns a process asks for at once: as many as wait, or twice what its mails of late would need in the time of a
 * block, so that it finds its own rate. Guarded by the pool's lock.
 */
final class BlockSize {

    /** How long a block lasts, if no single mail needs more and the store answers well before its end. */
    static final Duration USUAL = Duration.ofMillis(50);

    /** How long it lasts at most, and how long before its end the next is asked for, where the store is slow. */
    static final Duration LONGEST = Duration.ofMillis(500);

    /** A longer time between two mails is no longer a rate. */
    private static final double REST = (double) (4 * USUAL.toNanos());

    private static final int MOST = 1000;

    /** Where only the day is limited. */
    private static final int WITHOUT_STEP = 20;

    private double gap = REST;
    private long span = USUAL.toNanos();
    private long trusted = 1;
    private boolean begun;
    private long last;

    /** A mail went that took so many turns. */
    void went(long units, long now) {
        double passed = begun ? Math.min(REST, (double) (now - last)) / (double) units : REST;
        gap += (passed - gap) / 4;
        last = now;
        begun = true;
    }

    /** The store took so long. A slow answer is believed at once, a fast one by and by. */
    void answered(long latency) {
        long needed = Math.max(USUAL.toNanos(), Math.min(LONGEST.toNanos(), 2 * latency));
        span = Math.max(needed, span - (span - needed) / 8);
    }

    /** How long a block lasts, and how long before its end the next one is asked for. */
    long span() {
        return span;
    }

    /**
     * How many to ask for.
     *
     * @param step from one turn to the next
     * @param least what the first mail needs
     * @param wanted what all that wait need
     * @param unused how many have passed since the last question: many wait, and cannot be served so fast
     */
    int most(long step, int least, long wanted, int unused) {
        long largest = step == 0 ? WITHOUT_STEP : Math.max(1, Math.min(MOST, span / step));
        trusted = unused > 0 ? Math.max(1, trusted / 2) : Math.min(largest, 2 * trusted);
        return (int) Math.max(least, Math.min(trusted, Math.max(wanted, expected())));
    }

    private long expected() {
        return Math.max(1, (long) ((double) (2 * span) / gap));
    }

    /** Whether the next block can be asked for before a mail waits for it. */
    boolean isSteady() {
        return expected() > 1;
    }
}
