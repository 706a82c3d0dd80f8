// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.time.Duration;

/** A pause that is twice as long as the last when it begins again before it was ended. Times are nanoseconds of any origin. */
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

    /** Begins, unless it lasts: connections that were opened together are refused together; that is one refusal and not five. */
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

    /** Whether a connection may be opened while so many others are: after the pause one goes ahead and tries. */
    boolean allows(int opening, long now) {
        return !begun || (opening == 0 && left(now) == 0);
    }

    /** Whether what was opened then was opened after it. */
    boolean isBefore(long opened) {
        return begun && opened - end >= 0;
    }

    /** Whether nobody has tried for as long again, so that its length need not be known any more. */
    boolean isForgettable(long now) {
        return !begun || now - end >= length;
    }

    /** The next one is the first again. */
    void end() {
        begun = false;
    }
}
