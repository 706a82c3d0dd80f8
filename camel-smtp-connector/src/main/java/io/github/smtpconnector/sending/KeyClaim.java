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
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a repository knows of a mail with a key, and the claim to it: looked at before the mail waits for its turn, claimed
 * when the turn has come, written down after. A process that ends between the last two leaves a mail that is claimed
 * and not accepted, and that is what uncertain means. Used once, by one thread.
 */
public final class KeyClaim {

    private static final Logger LOG = LoggerFactory.getLogger(KeyClaim.class);

    private final Ledger ledger;
    private final Set<Ledger.Mark> underWay;
    private boolean first;
    private boolean claimed;
    private boolean ours;

    /**
     * A mail with a key.
     *
     * @param underWay what this component is sending at this moment; a second send with a key does not even claim it
     */
    public KeyClaim(Ledger ledger, Set<Ledger.Mark> underWay) {
        this.ledger = ledger;
        this.underWay = underWay;
    }

    /** The result where all recipients have got it before; null when it is to be sent. Followed by {@link #release}. */
    @Nullable
    SendResult sentBefore(Attempt attempt, Uncertain uncertain) {
        first = underWay.add(ledger.mark());
        Ledger.Standing standing = asking(attempt, ledger::standing);
        if (standing == Ledger.Standing.ACCEPTED) {
            return everybody(attempt).settled();
        }
        if (!first) {
            throw uncertain(attempt, "this mail is being sent at this moment by another exchange with its key")
                    .withAdvice("Its result tells what became of Message-ID "
                            + attempt.message().messageId())
                    .toException();
        }
        if (standing == Ledger.Standing.UNCERTAIN) {
            refuseUncertain(asking(attempt, () -> knowing(attempt)), uncertain);
        }
        return null;
    }

    /** What to send, now that the mail is ours. */
    Attempt claim(Attempt attempt, Uncertain uncertain) {
        Attempt next = asking(attempt, () -> switch (ledger.claim()) {
            case OURS -> {
                ours = true;
                yield attempt;
            }
            case ACCEPTED -> everybody(attempt);
            case RESUMABLE -> {
                Attempt rest = knowing(attempt);
                ours = ledger.resume();
                yield ours ? rest : inDoubt(rest, uncertain);
            }
            case UNCERTAIN -> inDoubt(knowing(attempt), uncertain);
        });
        claimed = true;
        return next;
    }

    private static <T> T asking(Attempt attempt, Supplier<T> question) {
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

    private static Attempt everybody(Attempt attempt) {
        Settled all = new Settled(attempt.envelope().recipients().stream()
                .map(to -> new RecipientResult(to, true, null))
                .toList());
        return new Attempt(attempt.envelope(), attempt.message(), all, Settled.NONE);
    }

    /** The attempt with what the repository knows besides the exchange. */
    private Attempt knowing(Attempt attempt) {
        Attempt served = attempt.knowing(new Settled(ledger.served(attempt.waiting())), Settled.NONE);
        return served.knowing(Settled.NONE, new Settled(ledger.doubted(served.waiting())));
    }

    private Attempt inDoubt(Attempt attempt, Uncertain uncertain) {
        refuseUncertain(attempt, uncertain);
        return attempt.knowing(Settled.NONE, attempt.allWaiting());
    }

    private void refuseUncertain(Attempt attempt, Uncertain uncertain) {
        if (uncertain == Uncertain.FAIL) {
            IdempotencyKey key = ledger.key();
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
    }

    private static Failure uncertain(Attempt attempt, String problem) {
        Attempt doubtful = attempt.knowing(Settled.NONE, attempt.allWaiting());
        return Failure.permanent(Category.UNCERTAIN, problem).withResult(doubtful.result(DeliveryState.UNKNOWN));
    }

    /**
     * Writes down what came of the mail, if it was claimed. A repository that fails now changes nothing of that; the next
     * attempt will be uncertain.
     */
    void settle(DeliveryState state, Attempt known) {
        if (!claimed) {
            return;
        }
        try {
            ledger.settle(state, known, ours);
        } catch (RuntimeException e) {
            BesideTheMail.quietly(() -> LOG.warn(
                    "idempotentRepository failed after Message-ID {} had come to state {}; its key stays claimed, and the"
                            + " next attempt with it will be uncertain",
                    known.message().messageId(),
                    state,
                    e));
        }
    }

    /** The send is over, in whatever way. */
    void release() {
        if (first) {
            underWay.remove(ledger.mark());
        }
    }
}
