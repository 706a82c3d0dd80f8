// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about a failure on its way to the caller; {@link #toException()} chooses the class. Immutable: each
 * layer adds what it knows by one of the {@code with} methods.
 *
 * @param category the cause
 * @param retryable whether the same mail may be taken later
 * @param problem what failed, in a few words, without secrets or content
 * @param advice what to change, or null when the problem says it
 * @param phase how far the dialogue had come, or null before it began
 * @param server {@code host:port}, or null before one was chosen
 * @param reply the reply that decided the failure, or null
 * @param deliveryState whether the mail can have reached a recipient
 * @param result everything known about the mail, or null
 * @param cause the underlying exception, or null
 */
public record Failure(
        Category category,
        boolean retryable,
        String problem,
        @Nullable String advice,
        @Nullable Phase phase,
        @Nullable String server,
        @Nullable SmtpReply reply,
        DeliveryState deliveryState,
        @Nullable SendResult result,
        @Nullable Throwable cause) {

    /** A problem may quote an input, which can be of any length. */
    private static final int LONGEST = 8_000;

    /** So many addresses are named. */
    private static final int NAMED = 3;

    /** A failure that trying later can mend. */
    public static Failure retryable(Category category, String problem) {
        return new Failure(category, true, problem, null, null, null, null, DeliveryState.NOT_SENT, null, null);
    }

    /** A failure that stays until something is changed. */
    public static Failure permanent(Category category, String problem) {
        return new Failure(category, false, problem, null, null, null, null, DeliveryState.NOT_SENT, null, null);
    }

    public Failure withAdvice(String advice) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    public Failure at(Phase phase) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    public Failure withProblem(String problem) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    public Failure withServer(String server) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    public Failure withReply(SmtpReply reply) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    /** Adds everything known about the mail; the failure takes its state. */
    public Failure withResult(SendResult result) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, result.state(), result, cause);
    }

    /**
     * The failure of a mail that some recipients have got: category and state say so, and a later attempt may still
     * work.
     */
    public Failure afterServing(int served, int all) {
        return new Failure(
                Category.PARTIAL,
                retryable,
                served + " of " + all + " recipients got the mail, then " + problem,
                "Redelivering this exchange serves only the others; a mail that is sent anew must leave out those"
                        + " that are among the accepted",
                phase,
                server,
                reply,
                DeliveryState.PARTIAL,
                result,
                cause);
    }

    /**
     * The same, naming a few of the recipients that the server refused, where the problem tells of such. A person who
     * reads it wants to know which recipients to ask; a log that must not hold addresses gets the other one.
     */
    public Failure namingRefused() {
        boolean tells = category == Category.RECIPIENTS_REJECTED || category == Category.PARTIAL;
        List<String> refused = result == null ? List.of() : result.rejected();
        if (!tells || refused.isEmpty()) {
            return this;
        }
        String named = String.join(", ", refused.subList(0, Math.min(NAMED, refused.size())));
        int more = refused.size() - NAMED;
        return withProblem(problem + "; refused: " + named + (more > 0 ? " and " + more + " more" : ""));
    }

    /** The same of a mail that was handed over before and never answered: this failure does not make it undelivered. */
    public Failure inDoubt() {
        if (deliveryState == DeliveryState.UNKNOWN) {
            return this;
        }
        return new Failure(
                Category.UNCERTAIN,
                false,
                "an earlier attempt was handed over and never answered, so the mail may have been delivered; this one"
                        + " failed: " + problem,
                advice,
                phase,
                server,
                reply,
                DeliveryState.UNKNOWN,
                result == null ? null : result.withState(DeliveryState.UNKNOWN),
                cause);
    }

    public Failure causedBy(Throwable cause) {
        return new Failure(category, retryable, problem, advice, phase, server, reply, deliveryState, result, cause);
    }

    /**
     * The one line that the exception shows: phase, server, problem, reply, advice; cut when it is too long to read.
     */
    public String message() {
        StringBuilder line = new StringBuilder();
        if (phase != null) {
            line.append(phase);
        }
        if (server != null) {
            line.append(line.length() == 0 ? "" : " ").append(server);
        }
        line.append(line.length() == 0 ? "" : ": ").append(problem);
        if (reply != null) {
            line.append("; the server answered: ").append(reply);
        }
        if (advice != null) {
            line.append(". ").append(advice);
        }
        if (line.length() > LONGEST) {
            line.setLength(LONGEST);
            line.append('…');
        }
        return Printable.escape(line.toString());
    }

    /** The exception; its class tells the route what to do next. */
    public SmtpConnectorException toException() {
        if (deliveryState == DeliveryState.UNKNOWN) {
            return new UncertainDeliveryException(this);
        }
        return retryable ? new RetryableSmtpException(this) : new PermanentSmtpException(this);
    }
}
