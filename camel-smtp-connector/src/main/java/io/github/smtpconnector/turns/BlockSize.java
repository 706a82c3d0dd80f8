// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import java.time.Duration;

/**
 * How many turns a process asks for at once: twice as many as before while it uses them and asks again soon, half as many
 * when some have passed unused. Guarded by the pool's lock.
 */
final class BlockSize {

    /** How long a block lasts at most, if no single mail needs more. */
    static final Duration LONGEST = Duration.ofMillis(50);

    /** A process that asks no sooner than after so many blocks begins anew. */
    private static final int SOON = 4;

    private static final int MOST = 1000;

    /** Where only the day is limited. */
    private static final int WITHOUT_STEP = 20;

    private int size = 1;
    private int largest = 1;
    private boolean begun;
    private long last;

    /** The next block is being asked for. */
    void asked(long step, int unused, long now) {
        largest = step == 0 ? WITHOUT_STEP : (int) Math.max(1, Math.min(MOST, LONGEST.toNanos() / step));
        if (!begun || now - last > SOON * LONGEST.toNanos()) {
            size = 1;
        } else {
            size = unused > 0 ? Math.max(1, size / 2) : Math.min(largest, 2 * size);
        }
        begun = true;
        last = now;
    }

    /** How many to ask for. */
    int most(int least, long wanted) {
        return (int) Math.max(least, Math.min(largest, Math.max(wanted, size)));
    }

    /** Whether the next block can be asked for before a mail waits for it. */
    boolean isSteady() {
        return size > 1;
    }
}
