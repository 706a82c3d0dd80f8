// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;

/**
 * Keeps mails at a distance: each from the one before it, as far as its own sender asks. A time without mail saves up
 * nothing. Timers are late by a little: the next mail may follow sooner by as much, at most by half its distance. So no
 * period exceeds the limit by more than one mail. Times are nanoseconds of any origin. Guarded by the pool's lock.
 */
final class Pace {

    private boolean begun;
    private long last;
    private long longest;

    /**
     * Nanoseconds until a mail with this distance may go; 0 when it may go now. A mail without a distance always may.
     */
    long left(long distance, long now) {
        return begun && distance > 0 ? Math.max(0, last + distance - now) : 0;
    }

    /** A mail with this distance was sent. */
    void went(long distance, long now) {
        if (distance > 0) {
            long late = begun ? now - (last + distance) : 0;
            last = now - Math.min(late, distance / 2);
            longest = Math.max(longest, distance);
            begun = true;
        }
    }

    /** Whether the last mail is so long ago that it can be forgotten. */
    boolean isForgettable(long now) {
        return left(longest, now) == 0;
    }

    /** The failure of a mail that does not wait for its turn, because it would come after {@code nanos}. */
    static Failure failure(PoolLimits limits, long nanos) {
        return Failure.retryable(
                        Category.RATE_LIMITED,
                        "with maxMessagesPerSecond=" + limits.maxMessagesPerSecond() + " its turn would come in "
                                + Duration.ofNanos(nanos).toMillis() + " ms, too late for maxWait="
                                + limits.maxWait().toMillis() + " ms")
                .withAdvice("Send it again later or fewer at once, or raise maxWait");
    }
}
