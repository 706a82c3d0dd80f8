// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.LineEnd;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.flight.Flight;
import io.github.smtpconnector.wire.flight.FlightOctets;
import io.github.smtpconnector.wire.flight.Lesson;
import io.github.smtpconnector.wire.flight.Recipients;
import io.github.smtpconnector.wire.flight.Verdict;
import java.io.IOException;
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

    private Recipients transact(List<String> batch) throws DeadConnectionException {
        int settled = results.size();
        Recipients asked = new Recipients(batch);
        try {
            hand(asked);
            taken += asked.accepted();
            results.addAll(asked.delivered());
        } catch (UndeliveredException e) {
            boolean inDoubt = e.failure().deliveryState() == DeliveryState.UNKNOWN;
            results.addAll(inDoubt ? asked.inDoubt() : asked.undelivered(decisive(e.failure())));
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
        return asked;
    }

    /** In one flight, or step by step. */
    private void hand(Recipients recipients) throws UndeliveredException {
        Flight flight = flight(recipients);
        if (flight != null) {
            Verdict verdict = connection.ferry().carry(flight);
            Failure failure = verdict.failure();
            envelopeNanos += flight.envelopeNanos();
            messageNanos += flight.messageNanos();
            if (failure != null) {
                throw verdict.lessons().contains(Lesson.CHUNKS_UNKNOWN)
                        ? UndeliveredException.taught(failure)
                        : new UndeliveredException(failure, verdict.replaceable());
            }
            if (verdict.taken() != null) {
                reply = verdict.taken().toSmtpReply();
                return;
            }
        }
        Transaction transaction = new Transaction(connection, submission, recipients);
        try {
            reply = transaction.run();
        } finally {
            envelopeNanos += transaction.envelopeNanos();
            messageNanos += transaction.messageNanos();
        }
    }

    private boolean isOneFlight(Recipients recipients) throws IOException {
        return connection.capabilities().pipelining()
                && connection.chunks().areUsed()
                && submission.payload().isSmall()
                && recipients.size() <= EnvelopeTransfer.BATCH
                && (recipients.size() == 1 || submission.policy() == PartialDelivery.SEND_ACCEPTED)
                && connection.habits().mayLeadWith(submission.payload());
    }

    /** The mail as one flight, or null where it must go step by step. */
    private @Nullable Flight flight(Recipients recipients) throws UndeliveredException {
        try {
            return isOneFlight(recipients) ? oneFlight(recipients) : null;
        } catch (IOException e) {
            throw unread(e);
        } catch (RuntimeException | Error e) {
            throw new UndeliveredException(LineFailure.before(Phase.BODY, new LineEnd(false, false, true, e)), false);
        }
    }

    private Flight oneFlight(Recipients recipients) throws IOException, UndeliveredException {
        int size = (int) submission.payload().size();
        FlightOctets octets = connection.ferry().octets(recipients.size() + 2, size);
        octets.command(submission.mailCommand(connection.capabilities()));
        for (String recipient : recipients.offered()) {
            octets.command(submission.rcptCommand(recipient));
        }
        octets.command("BDAT " + size + " LAST");
        submission.payload().writeTo(octets);
        if (octets.content() != size) {
            throw new ContentException(
                    "the content is " + (octets.content() < size ? "smaller" : "larger") + " than it said",
                    new IOException("another number of octets"));
        }
        if (Thread.currentThread().isInterrupted()) {
            // Writing would close the connection (ClosedByInterruptException), under others' mail too.
            throw new UndeliveredException(LineFailure.interruptedBefore(Phase.MAIL), false);
        }
        return new Flight(
                connection.dialogue(submission.timeouts()),
                octets,
                recipients,
                submission.policy() == PartialDelivery.FAIL_ALL);
    }

    private static UndeliveredException unread(IOException cause) {
        Failure failure = Failure.permanent(
                        ContentException.categoryOf(cause), cause.getMessage() + ", so nothing was sent")
                .at(Phase.BODY)
                .causedBy(cause);
        return new UndeliveredException(failure, false);
    }

    /** The reply to the content that lost the mail to its accepted recipients, or null. */
    private static @Nullable SmtpReply decisive(Failure failure) {
        Phase phase = failure.phase();
        SmtpReply said = failure.reply();
        boolean content = phase != null && phase.compareTo(Phase.DATA) >= 0;
        boolean lost = failure.deliveryState() == DeliveryState.NOT_SENT;
        return content && lost && said != null && (said.isTransient() || said.isPermanent()) ? said : null;
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
