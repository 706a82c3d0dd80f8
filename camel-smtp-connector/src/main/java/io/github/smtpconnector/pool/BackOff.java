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
 * How long no connection is opened after the server refused to serve: a second, then twice as long with each refusal
 * after another. Ends for good once a connection that was opened afterwards has carried a mail; older ones prove
 * nothing, for a server may keep those and refuse more. Times are nanoseconds of any origin. Guarded by the pool's lock.
 */
final class BackOff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private @Nullable SmtpReply refusal;
    private long length;
    private long end;

    /**
     * Whether the server says so that it serves nobody now. 421 is for whoever is not served now (RFC 5321 section 3.8). So is 454 while a
     * connection is opened (RFC 3207 section 4, RFC 4954 section 6); later it is the affair of one mail or recipient.
     */
    static boolean isRefusal(@Nullable Phase phase, @Nullable SmtpReply reply) {
        boolean opening = phase != null && phase.compareTo(Phase.AUTH) <= 0;
        return reply != null && (reply.code() == 421 || (opening && reply.code() == 454));
    }

    /** Hears how an attempt ended. */
    void failed(@Nullable Phase phase, @Nullable SmtpReply reply, long now) {
        if (!isRefusal(phase, reply)) {
            return;
        }
        // Connections that were opened together are refused together; that is one refusal and not five.
        if (left(now) == 0) {
            length = refusal == null ? FIRST.toNanos() : Math.min(2 * length, LONGEST.toNanos());
            end = now + length;
        }
        refusal = reply;
    }

    /** A connection of this age has carried a mail. */
    void served(long opened) {
        if (refusal != null && opened - end >= 0) {
            refusal = null;
        }
    }

    /** Nanoseconds until a connection may be opened; 0 when it may be now. */
    long left(long now) {
        return refusal == null ? 0 : Math.max(0, end - now);
    }

    /** Whether a connection may be opened while so many others are: after a refusal one goes ahead and tries. */
    boolean allows(int opening, long now) {
        return refusal == null || (opening == 0 && left(now) == 0);
    }

    /** What the server said when it refused to serve, or null when it has served since. */
    @Nullable
    SmtpReply refusal() {
        return refusal;
    }

    /** Why nobody gets a new connection. */
    Failure failure(long now) {
        Failure failure = Failure.retryable(
                        Category.RATE_LIMITED,
                        "the server refused to serve, so no connection is opened for another "
                                + TimeUnit.NANOSECONDS.toMillis(left(now)) + " ms")
                .withAdvice("Send again after that; if it happens often, lower maxConnections or set"
                        + " maxMessagesPerSecond");
        return refusal == null ? failure : failure.withReply(refusal);
    }
}
