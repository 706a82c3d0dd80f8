// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A login that was refused for good is not tried again with each mail, because providers lock an account after a few
 * refusals. It waits for five seconds, then twice as long each time, five minutes at most; then one connection tries.
 * Until a login succeeds or there is another token, mails that need a new connection fail like the first. Times are
 * nanoseconds of any origin. Guarded by the pool's lock.
 */
final class RefusedLogin {

    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final GrowingPause pause = new GrowingPause(FIRST, LONGEST);
    private @Nullable Failure failure;
    private boolean other;
    private boolean otherRefused;

    /** Whether the login will be refused until something is changed. */
    static boolean isRefusal(Failure failure) {
        return !failure.retryable()
                && (failure.category() == Category.AUTH || failure.category() == Category.OAUTH_TOKEN);
    }

    void refused(Failure refusal, long now) {
        pause.begin(now);
        failure = refusal;
        otherRefused |= other;
        other = false;
    }

    /**
     * There is another token than the refused one: one connection tries it at once. If it is refused, too, the pause
     * goes on: a source may give a new token each time.
     */
    void tryAnother() {
        other = !otherRefused;
    }

    /** Whether another token would be worth a try. */
    boolean mayTryAnother(long now) {
        return failure != null && !other && !otherRefused && pause.left(now) > 0;
    }

    /** A login succeeded. */
    void ended() {
        pause.end();
        failure = null;
        other = false;
        otherRefused = false;
    }

    /** The refusal, if it forbids a connection while so many others are being opened. */
    @Nullable
    Failure failure(int opening, long now) {
        return pause.allows(opening, now) || (other && opening == 0) ? null : failure;
    }

    /** Nanoseconds until one connection may try. */
    long left(long now) {
        return other ? 0 : pause.left(now);
    }

    boolean isForgettable(long now) {
        return pause.isForgettable(now);
    }
}
