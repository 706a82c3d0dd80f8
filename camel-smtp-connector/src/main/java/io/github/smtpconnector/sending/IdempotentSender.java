// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a mail with an idempotency key once: claimed before anything is handed over, written down after. Whatever ends
 * the process in between leaves a mail that is claimed and not accepted, and that is what uncertain means.
 *
 * @param uncertain what to do with such a mail
 * @param underWay what this component is sending at this moment; whoever comes second with a key does not even claim it
 */
public record IdempotentSender(Uncertain uncertain, Set<Ledger.Mark> underWay) {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotentSender.class);

    public SendResult send(Attempt attempt, Ledger ledger, Mailer mailer) {
        boolean first = underWay.add(ledger.mark());
        try {
            Attempt next = first ? claim(attempt, ledger) : unclaimed(attempt, ledger);
            return next == null ? sentBefore(attempt) : settled(next, ledger, mailer);
        } finally {
            if (first) {
                underWay.remove(ledger.mark());
            }
        }
    }

    /** What to send, now that the mail is ours; null when everybody has got it. */
    private @Nullable Attempt claim(Attempt attempt, Ledger ledger) {
        return asking(attempt, () -> switch (ledger.claim()) {
            case OURS -> attempt;
            case ACCEPTED -> null;
            case RESUMABLE -> {
                Attempt rest = knowing(attempt, ledger, attempt.inDoubt());
                yield ledger.resume() ? rest : inDoubt(rest, ledger.key());
            }
            case UNCERTAIN -> inDoubt(knowing(attempt, ledger, true), ledger.key());
        });
    }

    /** Nothing to send beside another exchange that is at it; null when everybody has got the mail. */
    private static @Nullable Attempt unclaimed(Attempt attempt, Ledger ledger) {
        if (asking(attempt, ledger::isAccepted)) {
            return null;
        }
        throw uncertain(attempt, "this mail is being sent at this moment by another exchange with its key")
                .withAdvice("Its result tells what became of Message-ID "
                        + attempt.message().messageId())
                .toException();
    }

    private static <T extends @Nullable Object> T asking(Attempt attempt, Supplier<T> question) {
        try {
            return question.get();
        } catch (SmtpConnectorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw attempt.unsent(Failure.retryable(
                                    Category.REPOSITORY, "idempotentRepository failed, so nothing was sent")
                            .withAdvice("The cause says why; what it took before it failed may make the next attempt"
                                    + " uncertain")
                            .causedBy(e))
                    .toException();
        }
    }

    /** The attempt with what the repository knows besides the exchange. */
    private static Attempt knowing(Attempt attempt, Ledger ledger, boolean inDoubt) {
        Settled served = attempt.served().and(ledger.served(attempt.waiting()));
        return new Attempt(attempt.envelope(), attempt.message(), served, inDoubt);
    }

    private Attempt inDoubt(Attempt attempt, IdempotencyKey key) {
        if (uncertain == Uncertain.FAIL) {
            throw uncertain(
                            attempt,
                            "an attempt with this idempotency key was interrupted or never answered, or another process"
                                    + " is at it, so the mail may have been delivered")
                    .withAdvice("Find out what became of Message-ID "
                            + attempt.message().messageId() + ". To send it again with that"
                            + " Message-ID, set uncertain=RESEND or remove " + key.claimed()
                            + " from the repository; if it was delivered, add " + key.accepted())
                    .toException();
        }
        return attempt;
    }

    private static Failure uncertain(Attempt attempt, String problem) {
        return Failure.permanent(Category.UNCERTAIN, problem).withResult(attempt.result(DeliveryState.UNKNOWN));
    }

    private static SendResult sentBefore(Attempt attempt) {
        List<RecipientResult> all = attempt.envelope().recipients().stream()
                .map(to -> new RecipientResult(to, true, null))
                .toList();
        return new Attempt(attempt.envelope(), attempt.message(), new Settled(all), false)
                .result(DeliveryState.ACCEPTED);
    }

    /** Anything thrown that is no outcome leaves the mail claimed: nobody knows how far it came. */
    private static SendResult settled(Attempt attempt, Ledger ledger, Mailer mailer) {
        try {
            SendResult result = attempt.send(mailer);
            settle(ledger, result.state(), result.recipients(), attempt);
            return result;
        } catch (SmtpConnectorException e) {
            SendResult result = e.getResult();
            settle(
                    ledger,
                    e.getDeliveryState(),
                    result == null ? attempt.served().results() : result.recipients(),
                    attempt);
            throw e;
        }
    }

    /** A repository that fails now changes nothing of what became of the mail; the next attempt will be uncertain. */
    private static void settle(Ledger ledger, DeliveryState state, List<RecipientResult> recipients, Attempt attempt) {
        try {
            ledger.settle(state, recipients);
        } catch (RuntimeException e) {
            LOG.warn(
                    "idempotentRepository failed after Message-ID {} had come to state {}; its key stays claimed, and the"
                            + " next attempt with it will be uncertain",
                    attempt.message().messageId(),
                    state,
                    e);
        }
    }
}
