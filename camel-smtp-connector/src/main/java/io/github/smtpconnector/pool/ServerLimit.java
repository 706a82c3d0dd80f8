// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many connections the server takes, learnt from a refusal: those that were open when it refused one more. Up to
 * this number connections are opened as before. One more is tried a second later, then after twice as long each time, a
 * minute at most; when it succeeds, the number grows. Forgotten when the last refusal is ten minutes old. Times are
 * nanoseconds of any origin. Guarded by the pool's lock.
 */
final class ServerLimit {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofMinutes(10);

    private final GrowingPause pause = new GrowingPause(FIRST, LONGEST);
    private @Nullable Failure refusal;
    private int most;
    private long learned;

    /** The server refused one more than these. */
    void refused(int open, Failure failure, long now) {
        most = open;
        refusal = failure;
        learned = now;
        pause.begin(now);
    }

    /** So many are open with the one just opened; its sender allows up to {@code wanted}. */
    void opened(int open, int wanted, long now) {
        if (refusal == null || open <= most) {
            return;
        }
        most = open;
        pause.end();
        if (open >= wanted) {
            refusal = null;
        } else {
            pause.begin(now);
        }
    }

    /** The server does not serve at all, so there is no number to know. */
    void forget() {
        refusal = null;
        pause.end();
    }

    /** The most that may be open while so many are being opened. */
    int most(int opening, long now) {
        int known = known(now);
        return known == 0 ? Integer.MAX_VALUE : pause.allows(opening, now) ? known + 1 : known;
    }

    /** The number that the server is known to take, or 0. */
    int known(long now) {
        return refusal == null || now - learned >= KEPT.toNanos() ? 0 : most;
    }

    /** Nanoseconds until one more may be tried. */
    long left(long now) {
        return known(now) == 0 ? 0 : pause.left(now);
    }

    /** The failure when none became free. */
    Failure failure(PoolLimits limits) {
        String problem = refusal == null ? "" : ": " + refusal.problem();
        Failure failure = Failure.retryable(
                        Category.RATE_LIMITED,
                        "no connection became free within " + limits.maxWait().toMillis() + " ms, and one more than "
                                + most + " could not be opened" + problem)
                .withAdvice("Set maxConnections to what the server takes, and raise maxInFlight or maxWait, or send"
                        + " fewer at once");
        return refusal == null || refusal.reply() == null ? failure : failure.withReply(refusal.reply());
    }
}
