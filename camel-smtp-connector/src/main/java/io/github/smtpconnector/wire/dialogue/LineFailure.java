// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import java.io.EOFException;
import java.io.IOException;

/** Turns an exception on the line into a failure: before the content was handed over, or after. */
public final class LineFailure {

    private LineFailure() {}

    /** The failure before the content was complete on its way: nothing can have been delivered. */
    public static Failure before(Phase phase, Line line, IOException cause) {
        if (wasInterrupted(line)) {
            return interruptedBefore(phase).causedBy(cause);
        }
        return before(phase, line.isExpired() ? Category.READ_TIMEOUT : Category.DROPPED, line, cause);
    }

    /** The same where the phase has a category of its own for a line that ended or was silent. */
    public static Failure before(Phase phase, Category category, Line line, IOException cause) {
        Failure failure = cause instanceof ProtocolException
                ? Failure.retryable(Category.PROTOCOL, "the server sent " + cause.getMessage())
                : Failure.retryable(category, line.isExpired() ? "no answer in time" : lost(cause));
        return failure.at(phase).causedBy(cause);
    }

    /** The failure of a sender who was interrupted before the content was complete on its way. */
    public static Failure interruptedBefore(Phase phase) {
        return Failure.retryable(
                        Category.SHUTDOWN, "the sending thread was interrupted before the mail was handed over")
                .at(phase);
    }

    /** The failure after the content was complete on its way and before the reply: the outcome is unknown (RFC 1047). */
    public static Failure after(Line line, IOException cause) {
        if (cause instanceof ProtocolException) {
            return after(Category.PROTOCOL, "the server sent " + cause.getMessage(), cause);
        }
        String problem = line.isExpired()
                ? "no answer in time"
                : wasInterrupted(line) ? "the sending thread was interrupted" : lost(cause);
        return after(problem, cause);
    }

    /** The same for any other problem. */
    public static Failure after(String problem, Throwable cause) {
        return after(Category.UNCERTAIN, problem, cause);
    }

    private static Failure after(Category category, String problem, Throwable cause) {
        return new Failure(
                category,
                false,
                problem + " after the mail was handed over",
                "It may have been delivered: send it again only where a second copy does no harm",
                Phase.FINAL_REPLY,
                null,
                null,
                DeliveryState.UNKNOWN,
                null,
                cause);
    }

    /** An interrupt closes the channel that its thread reads or writes (ClosedByInterruptException), TLS above it or not. */
    private static boolean wasInterrupted(Line line) {
        return !line.isExpired() && Thread.currentThread().isInterrupted();
    }

    private static String lost(IOException cause) {
        return cause instanceof EOFException ? "the server closed the connection" : "the connection was lost";
    }
}
