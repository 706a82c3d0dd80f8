// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long no connection is opened after the server refused to serve: a second, then twice as long after each further
 * refusal. Ends for good when a connection that was opened afterwards has carried a mail. Older connections prove
 * nothing: a server may keep them and refuse more. Times are nanoseconds of any origin. Guarded by the pool's lock.
 */
final class BackOff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final GrowingPause pause = new GrowingPause(FIRST, LONGEST);
    private @Nullable Failure reason;

    /**
     * Whether the server serves no client now. 421 says so (RFC 5321 section 3.8), and so does 454 while a connection
     * is opened (RFC 3207 section 4, RFC 4954 section 6); later, 454 concerns one mail or recipient only. A connection
     * that was accepted and never greeted means the same: a proxy before a server that is down behaves so, after a wait
     * that each mail would pay for.
     */
    static boolean isRefusal(Failure failure) {
        Phase phase = failure.phase();
        SmtpReply reply = failure.reply();
        boolean opening = phase != null && phase.compareTo(Phase.AUTH) <= 0;
        return reply == null ? isWithoutGreeting(failure) : reply.code() == 421 || (opening && reply.code() == 454);
    }

    private static boolean isWithoutGreeting(Failure failure) {
        return failure.phase() == Phase.GREETING
                && (failure.category() == Category.CONNECT || failure.category() == Category.CONNECT_TIMEOUT);
    }

    /** Takes note of a failed attempt. */
    void failed(Failure failure, long now) {
        if (isRefusal(failure)) {
            pause.begin(now);
            reason = failure;
        }
    }

    /** A connection that was opened then has carried a mail. */
    void served(long opened) {
        if (pause.isBefore(opened)) {
            pause.end();
            reason = null;
        }
    }

    /** Nanoseconds until a connection may be opened; 0 when it may be now. */
    long left(long now) {
        return pause.left(now);
    }

    /** Whether a connection may be opened while so many others are being opened: after a refusal only one tries. */
    boolean allows(int opening, long now) {
        return pause.allows(opening, now);
    }

    /** Whether the server has not served since it refused to. */
    boolean isBegun() {
        return reason != null;
    }

    /** What the server said when it refused to serve, or null when it has served since, or said nothing. */
    @Nullable
    SmtpReply refusal() {
        return reason == null ? null : reason.reply();
    }

    /** Why no sender gets a new connection. */
    Failure failure(long now) {
        String until = "no connection is opened for another " + TimeUnit.NANOSECONDS.toMillis(left(now)) + " ms";
        SmtpReply refusal = refusal();
        if (reason != null && refusal == null) {
            // Meaning and advice are the same as before.
            return reason.withProblem(reason.problem() + ", so " + until);
        }
        Failure failure = Failure.retryable(Category.RATE_LIMITED, "the server refused to serve, so " + until)
                .withAdvice("Send again after that; if it happens often, lower maxConnections or set"
                        + " maxMessagesPerSecond");
        return refusal == null ? failure : failure.withReply(refusal);
    }
}
