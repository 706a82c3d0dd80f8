// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger.Again;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a ledger knows of a mail with a key, and the claim to it: looked at before the mail waits for its turn, claimed
 * when the turn has come, written down after. A process that ends between the last two leaves a mail that is claimed
 * and not accepted, and that is what uncertain means. Used once, by one thread.
 */
public final class KeyClaim {

    private static final Logger LOG = LoggerFactory.getLogger(KeyClaim.class);

    private final Memory memory;
    private final Set<Memory.Mark> underWay;
    private boolean first;
    private boolean claimed;
    private Standing.@Nullable Accepted before;

    /**
     * A mail with a key.
     *
     * @param underWay what this component is sending at this moment; a second send with a key does not even claim it
     */
    public KeyClaim(Memory memory, Set<Memory.Mark> underWay) {
        this.memory = memory;
        this.underWay = underWay;
    }

    /** The result where all recipients have got it before; null when it is to be sent. Followed by {@link #release}. */
    @Nullable
    SendResult sentBefore(Attempt attempt, Uncertain uncertain) {
        first = underWay.add(memory.mark());
        Standing standing = asking(attempt, () -> memory.ledger().look(mail(attempt)));
        if (standing instanceof Standing.Accepted accepted) {
            before = accepted;
            return told(withAllServed(attempt).settled());
        }
        if (standing instanceof Standing.Busy busy) {
            throw busy(attempt, busy).toException();
        }
        if (!first) {
            throw beside(attempt).toException();
        }
        if (standing instanceof Standing.Uncertain doubt) {
            refuseUncertain(knowing(attempt, doubt.served(), doubt.doubted()), doubt, uncertain);
        }
        return null;
    }

    private LedgerMail mail(Attempt attempt) {
        return new LedgerMail(
                memory.key().digest(),
                attempt.message().messageId(),
                attempt.envelope().recipients());
    }

    /** What to send, now that the mail is ours. */
    Attempt claim(Attempt attempt, Uncertain uncertain) {
        Again again = uncertain == Uncertain.RESEND ? Again.YES : Again.NO;
        Standing standing =
                asking(attempt, () -> memory.ledger().claim(mail(attempt), memory.owner(), memory.lease(), again));
        if (standing instanceof Standing.Accepted accepted) {
            before = accepted;
            return withAllServed(attempt);
        }
        if (standing instanceof Standing.Busy busy) {
            throw busy(attempt, busy).toException();
        }
        Attempt next = attempt;
        if (standing instanceof Standing.Resumable rest) {
            next = knowing(attempt, rest.served(), rest.doubted());
        } else if (standing instanceof Standing.Uncertain doubt) {
            Attempt known = knowing(attempt, doubt.served(), doubt.doubted());
            refuseUncertain(known, doubt, uncertain);
            next = known.knowing(Settled.NONE, known.allWaiting());
        }
        claimed = true;
        return next;
    }

    /** The result, with what the server said when it took the mail, where nothing was sent now. */
    SendResult told(SendResult result) {
        Standing.Accepted sent = before;
        return sent == null ? result : result.asTaken(sent.messageId(), sent.reply());
    }

    private <T> T asking(Attempt attempt, Supplier<T> question) {
        try {
            return question.get();
        } catch (SmtpConnectorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw attempt.unsent(Failure.retryable(
                                    Category.REPOSITORY, memory.option() + " failed, so nothing was sent")
                            .withAdvice("The cause says why; what it took before it failed may make the next attempt"
                                    + " uncertain")
                            .causedBy(e))
                    .toException();
        }
    }

    private static Attempt withAllServed(Attempt attempt) {
        Settled all = new Settled(attempt.envelope().recipients().stream()
                .map(to -> new RecipientResult(to, true, null))
                .toList());
        return new Attempt(attempt.envelope(), attempt.message(), all, Settled.NONE);
    }

    /** The attempt with what the ledger knows besides the exchange. */
    private static Attempt knowing(Attempt attempt, List<String> served, List<String> doubted) {
        return attempt.knowing(results(attempt, served, true), Settled.NONE)
                .knowing(Settled.NONE, results(attempt, doubted, false));
    }

    private static Settled results(Attempt attempt, List<String> known, boolean accepted) {
        Set<String> waiting = new HashSet<>(attempt.waiting());
        return new Settled(known.stream()
                .filter(waiting::contains)
                .map(to -> new RecipientResult(to, accepted, null))
                .toList());
    }

    private void refuseUncertain(Attempt attempt, Standing.Uncertain doubt, Uncertain uncertain) {
        if (uncertain == Uncertain.FAIL) {
            String whose = doubt.since() == null
                    ? null
                    : "begun " + doubt.since() + (doubt.owner() == null ? "" : " by " + doubt.owner());
            throw doubtful(attempt, memory.doubt(whose))
                    .withAdvice(memory.advice(attempt.message().messageId()))
                    .toException();
        }
    }

    private Failure beside(Attempt attempt) {
        String problem = "this mail is being sent at this moment by another exchange with its key";
        return memory.tellsBusy()
                ? attempt.unsent(Failure.retryable(Category.BUSY, problem).withAdvice("Come again when it is through"))
                : doubtful(attempt, problem)
                        .withAdvice("Its result tells what became of Message-ID "
                                + attempt.message().messageId());
    }

    private static Failure busy(Attempt attempt, Standing.Busy busy) {
        String until = busy.until() == null ? "" : "; its claim ends " + busy.until();
        return attempt.unsent(Failure.retryable(
                        Category.BUSY, "another sender is at this mail at this moment, so nothing was sent now")
                .withAdvice("Come again when it is through, and not with another key" + until));
    }

    private static Failure doubtful(Attempt attempt, String problem) {
        Attempt doubtful = attempt.knowing(Settled.NONE, attempt.allWaiting());
        return Failure.permanent(Category.UNCERTAIN, problem).withResult(doubtful.result(DeliveryState.UNKNOWN));
    }

    /**
     * Writes down what came of the mail, if it was claimed. A ledger that fails now changes nothing of that; the next
     * attempt will be uncertain.
     */
    void settle(DeliveryState state, @Nullable SmtpReply reply, Attempt known) {
        if (!claimed) {
            return;
        }
        try {
            Settlement settlement = new Settlement(
                    state,
                    reply,
                    known.served().addresses(),
                    known.inDoubt().addresses(),
                    known.waiting().size());
            memory.ledger().settle(mail(known), memory.owner(), settlement);
        } catch (RuntimeException e) {
            BesideTheMail.quietly(() -> LOG.warn(
                    "{} failed after Message-ID {} had come to state {}; its key stays claimed, and the"
                            + " next attempt with it will be uncertain",
                    memory.option(),
                    known.message().messageId(),
                    state,
                    e));
        }
    }

    /** The send is over, in whatever way. */
    void release() {
        if (first) {
            underWay.remove(memory.mark());
        }
    }
}
