// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.time.Duration;

/**
 * A pause that is twice as long as the last one, unless it was ended in between. Times are nanoseconds of any origin.
 */
final class GrowingPause {

    private final long first;
    private final long longest;
    private boolean begun;
    private long length;
    private long end;

    GrowingPause(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /**
     * Begins, unless it lasts already: connections that were opened together are refused together, which counts as one
     * refusal and not five.
     */
    void begin(long now) {
        if (left(now) == 0) {
            length = begun ? Math.min(2 * length, longest) : first;
            end = now + length;
            begun = true;
        }
    }

    /** Nanoseconds until it is over. */
    long left(long now) {
        return begun ? Math.max(0, end - now) : 0;
    }

    /** Whether a connection may be opened while so many others are being opened: after the pause only one tries. */
    boolean allows(int opening, long now) {
        return !begun || (opening == 0 && left(now) == 0);
    }

    /** Whether a connection that was opened then was opened after the pause. */
    boolean isBefore(long opened) {
        return begun && opened - end >= 0;
    }

    /** Whether no sender has tried for as long again, so that its length can be forgotten. */
    boolean isForgettable(long now) {
        return !begun || now - end >= length;
    }

    /** Ends it; the next pause has the first length again. */
    void end() {
        begun = false;
    }
}
