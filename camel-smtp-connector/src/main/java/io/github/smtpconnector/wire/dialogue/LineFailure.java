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
        return before(phase, LineEnd.of(line, cause));
    }

    /** The same of a line that ended like this. */
    public static Failure before(Phase phase, LineEnd end) {
        if (!(end.cause() instanceof IOException)) {
            return Failure.retryable(
                            Category.DROPPED, unexpected(end) + " ended the connection before the mail was handed over")
                    .at(phase)
                    .causedBy(end.cause());
        }
        if (end.interrupted()) {
            return interruptedBefore(phase).causedBy(end.cause());
        }
        return before(phase, end.expired() ? Category.READ_TIMEOUT : Category.DROPPED, end);
    }

    /** The same where the phase has a category of its own for a line that ended or was silent. */
    public static Failure before(Phase phase, Category category, Line line, IOException cause) {
        return before(phase, category, LineEnd.of(line, cause));
    }

    private static Failure before(Phase phase, Category category, LineEnd end) {
        Throwable cause = end.cause();
        Failure failure = cause instanceof ProtocolException
                ? Failure.retryable(Category.PROTOCOL, "the server sent " + cause.getMessage())
                : Failure.retryable(category, end.expired() ? "no answer in time" : lost(cause));
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
        return after(LineEnd.of(line, cause));
    }

    /** The same of a line that ended like this. */
    public static Failure after(LineEnd end) {
        Throwable cause = end.cause();
        if (!(cause instanceof IOException)) {
            return after(unexpected(end), cause);
        }
        if (cause instanceof ProtocolException) {
            return after(Category.PROTOCOL, "the server sent " + cause.getMessage(), cause);
        }
        String problem = end.expired()
                ? "no answer in time"
                : end.interrupted() ? "the sending thread was interrupted" : lost(cause);
        return after(problem, cause);
    }

    private static String unexpected(LineEnd end) {
        return "an unexpected " + end.cause().getClass().getName();
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

    private static String lost(Throwable cause) {
        return cause instanceof EOFException ? "the server closed the connection" : "the connection was lost";
    }
}
