// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was tried and not sent to all recipients: what the next attempt must know. A recipient in neither list is
 * known to be without the mail.
 *
 * @param messageId what it is called
 * @param served the recipients that got it
 * @param inDoubt the recipients to whom it was handed over without an answer
 */
public record UnfinishedMail(String messageId, Settled served, Settled inDoubt) {

    /** A mail that was not tried before. */
    public static UnfinishedMail fresh(String messageId) {
        return new UnfinishedMail(messageId, Settled.NONE, Settled.NONE);
    }

    /** The next attempt. The route may have taken recipients away meanwhile. */
    public Attempt next(Envelope envelope, RenderedMessage message) {
        List<String> recipients = envelope.recipients();
        return new Attempt(envelope, message, served.among(recipients), inDoubt.among(recipients));
    }

    /** What is left after an attempt: what it knows of its own recipients, and of the others what was known before. */
    public UnfinishedMail after(Attempt attempt) {
        UnfinishedMail others = without(attempt.envelope().recipients());
        return new UnfinishedMail(
                messageId,
                others.served.and(attempt.served().results()),
                others.inDoubt.and(attempt.inDoubt().results()));
    }

    /** What it is while an attempt is made whose end is not known: those who had not got it may have it by now. */
    public UnfinishedMail underWay(Envelope envelope) {
        List<RecipientResult> asked = served.waiting(envelope.recipients()).stream()
                .map(to -> new RecipientResult(to, false, null))
                .toList();
        return new UnfinishedMail(
                messageId, served, inDoubt.without(envelope.recipients()).and(asked));
    }

    /** What is known as long as nothing else is. */
    public SendResult result(Envelope envelope) {
        return SendResult.unsent(
                messageId,
                DeliveryState.UNKNOWN,
                envelope.reversePath(),
                envelope.recipients(),
                served.among(envelope.recipients()).results(),
                -1);
    }

    /** The same where one of them may have got it; else null. */
    public @Nullable SendResult doubt(Envelope envelope) {
        return inDoubt.among(envelope.recipients()).size() > 0 ? result(envelope) : null;
    }

    /** What is left when these have got it. */
    public UnfinishedMail without(List<String> recipients) {
        return new UnfinishedMail(messageId, served.without(recipients), inDoubt.without(recipients));
    }

    /** A failure that does not know of the attempts before, because the mail did not come so far: with what they say. */
    public Failure amended(Failure failure, Envelope envelope) {
        List<String> recipients = envelope.recipients();
        if (failure.deliveryState() != DeliveryState.NOT_SENT) {
            return failure;
        }
        if (inDoubt.among(recipients).size() > 0) {
            return failure.inDoubt();
        }
        int got = served.among(recipients).size();
        return got > 0 ? failure.afterServing(got, recipients.size()) : failure;
    }

    /** What this and another attempt of the same mail have left. */
    UnfinishedMail and(UnfinishedMail other) {
        Settled both = served.and(other.served.without(served.addresses()).results());
        Settled doubt = inDoubt.and(other.inDoubt.without(inDoubt.addresses()).results());
        return new UnfinishedMail(messageId, both, doubt.without(both.addresses()));
    }

    /** Whether a repetition could double it. */
    boolean isDelicate() {
        return served.size() + inDoubt.size() > 0;
    }
}
