// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a mail does not wait for its turn. Nothing was connected or sent for any of these. */
final class PaceFailures {

    private static final String LOOK =
            "The mail can be sent again later; look why the store of the pace keeper does not answer";

    private PaceFailures() {}

    /** Its turn would come after {@code nanos}. */
    static Failure tooLate(PaceLimits limits, Duration maxWait, long nanos) {
        return limited("with " + limits.options() + " its turn would come in " + PaceLimits.time(nanos)
                        + ", too late for maxWait=" + maxWait.toMillis() + " ms")
                .withAdvice("Send it again later or fewer at once, or raise maxWait");
    }

    /** All processes wait until the server may serve again. */
    static Failure paused(long nanos) {
        return limited("the server refused to serve this process or another one with the same pace, so no mail goes for"
                        + " another " + PaceLimits.time(nanos))
                .withAdvice("Send it again after that; if it happens often, lower maxMessagesPerSecond");
    }

    static Failure unanswered(Duration maxWait) {
        return limited("the pace keeper gave no answer within maxWait=" + maxWait.toMillis()
                        + " ms, so nothing was sent")
                .withAdvice(LOOK);
    }

    /** The message of a database may hold what must not be told; it is in the cause. */
    static Failure keeper(@Nullable Throwable cause) {
        Failure failure = limited("the pace keeper failed"
                        + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")")
                        + ", so nothing was sent")
                .withAdvice(LOOK);
        return cause == null ? failure : failure.causedBy(cause);
    }

    private static Failure limited(String problem) {
        return Failure.retryable(Category.RATE_LIMITED, problem);
    }
}
