// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail to all its recipients who have not got it yet, in as many transactions as the server wants (RFC 5321 section
 * 4.5.3.1.8), and what came of all of them together. Used once.
 */
final class Delivery {

    private final SmtpConnection connection;
    private final Submission submission;
    private final boolean reused;
    private final List<RecipientResult> results;
    private final int takenBefore;
    private int taken;
    private @Nullable SmtpReply reply;
    private long envelopeNanos;
    private long messageNanos;

    Delivery(SmtpConnection connection, Submission submission) {
        this.connection = connection;
        this.submission = submission;
        this.reused = connection.hasCarriedMail();
        this.results = new ArrayList<>(submission.settled().results());
        for (RecipientResult result : results) {
            taken += result.accepted() ? 1 : 0;
        }
        this.takenBefore = taken;
    }

    SendResult run() throws DeadConnectionException {
        Failure unmet = Requirements.unmet(submission, connection.capabilities(), connection.isVerified());
        if (unmet != null) {
            throw fail(unmet);
        }
        RecipientBatches batches = new RecipientBatches(
                submission.waiting(), connection.capabilities().limits());
        while (!batches.isEmpty()) {
            batches.done(transact(batches.next()));
        }
        if (taken == 0) {
            // Only where the accepted should have got it: otherwise the first refusal has ended this.
            throw fail(Refusal.ofRecipients(results));
        }
        return result(taken == results.size() ? DeliveryState.ACCEPTED : DeliveryState.PARTIAL);
    }

    private Recipients transact(List<String> recipients) throws DeadConnectionException {
        int settled = results.size();
        Transaction transaction = new Transaction(connection, submission, recipients);
        try {
            reply = transaction.run();
            taken += transaction.recipients().accepted();
            results.addAll(transaction.recipients().delivered());
            times(transaction);
        } catch (UndeliveredException e) {
            Recipients asked = transaction.recipients();
            boolean inDoubt = e.failure().deliveryState() == DeliveryState.UNKNOWN;
            results.addAll(inDoubt ? asked.inDoubt() : asked.undelivered(decisive(e.failure())));
            times(transaction);
            // A server that takes no more on this connection has said so; one that died may have had enough of this
            // mail.
            if (e.isReplaceable() && (taken == takenBefore || connection.takesNoMore() || e.isLesson())) {
                throw new DeadConnectionException(
                        complete(e.failure()), new Settled(results.subList(0, settled)), e.isLesson());
            }
            boolean tolerable = submission.policy() == PartialDelivery.SEND_ACCEPTED
                    && e.failure().category() == Category.RECIPIENTS_REJECTED;
            if (!tolerable) {
                throw fail(e.failure());
            }
        }
        return transaction.recipients();
    }

    /** The reply to the content that lost the mail to its accepted recipients, or null. */
    private static @Nullable SmtpReply decisive(Failure failure) {
        Phase phase = failure.phase();
        SmtpReply said = failure.reply();
        boolean content = phase != null && phase.compareTo(Phase.DATA) >= 0;
        boolean lost = failure.deliveryState() == DeliveryState.NOT_SENT;
        return content && lost && said != null && (said.isTransient() || said.isPermanent()) ? said : null;
    }

    private void times(Transaction transaction) {
        envelopeNanos += transaction.envelopeNanos();
        messageNanos += transaction.messageNanos();
    }

    private RuntimeException fail(Failure failure) {
        return complete(failure).toException();
    }

    /** With everything that is known; a recipient that an earlier transaction served stays served. */
    private Failure complete(Failure failure) {
        if (failure.reply() != null) {
            reply = failure.reply();
        }
        Failure whole = failure.withServer(connection.server());
        if (taken > 0 && failure.deliveryState() != DeliveryState.UNKNOWN) {
            whole = whole.afterServing(taken, submission.envelope().recipients().size());
        }
        return whole.withResult(result(whole.deliveryState()));
    }

    private SendResult result(DeliveryState state) {
        return new SendResult(
                submission.payload().message().messageId(),
                state,
                submission.envelope().reversePath(),
                submission.envelope().recipients(),
                results,
                reply,
                submission.payload().message().writtenSize(),
                connection.facts(reused),
                Duration.ofNanos(envelopeNanos),
                Duration.ofNanos(messageNanos));
    }
}
