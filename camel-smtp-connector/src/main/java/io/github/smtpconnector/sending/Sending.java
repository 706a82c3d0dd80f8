// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.pool.Door;
import org.jspecify.annotations.Nullable;

/**
 * One send of a mail that may have been tried before. It leaves out the recipients that are known to have the mail.
 * Unless the route says otherwise, it also leaves out those that may have it. Knows afterwards what is left. Used once,
 * by one thread.
 */
public final class Sending implements Gate {

    private final Uncertain uncertain;
    private final @Nullable KeyClaim key;
    private Attempt attempt;
    private boolean passed;
    private Door door = Door.OPEN;

    /**
     * A send of a mail.
     *
     * @param uncertain what to do about the recipients that may have it
     * @param key what a ledger knows of it, or null for a mail without a key
     */
    public Sending(Attempt attempt, Uncertain uncertain, @Nullable KeyClaim key) {
        this.attempt = attempt;
        this.uncertain = uncertain;
        this.key = key;
    }

    /** Waits for other mails first, here. */
    public Sending behind(Door others) {
        door = others;
        return this;
    }

    /** What is known of the recipients: before the end what was known before, after it what is known then. */
    public Attempt known() {
        return attempt;
    }

    /**
     * Sends it.
     *
     * @throws io.github.smtpconnector.outcome.UncertainDeliveryException when a recipient may have it and is not to
     *     get it again; the others have been served then
     */
    public SendResult through(Mailer mailer) {
        try {
            SendResult sent = key == null ? null : key.sentBefore(attempt, uncertain);
            return sent == null ? send(mailer) : sent;
        } finally {
            if (key != null) {
                key.release();
            }
        }
    }

    private SendResult send(Mailer mailer) {
        refuseWhereNobodyIsLeft();
        Attempt before = attempt;
        SendResult result;
        try {
            SendResult sent = mailer.send(attempt.envelope(), attempt.message(), leftOut(), this);
            result = key == null ? sent : key.told(sent);
        } catch (SmtpConnectorException e) {
            throw failed(e, before);
        } catch (RuntimeException e) {
            if (!passed) {
                throw e;
            }
            throw failed(unexpected(e), before);
        } catch (Error e) {
            if (passed) {
                attempt = attempt.knowing(Settled.NONE, attempt.allWaiting());
            }
            throw e;
        }
        Settled told = new Settled(result.recipients());
        attempt = attempt.knowing(told.accepted(), Settled.NONE);
        if (isWithheld()) {
            SmtpConnectorException withheld = withheld(result.withState(DeliveryState.UNKNOWN));
            settle(DeliveryState.UNKNOWN, null);
            throw withheld;
        }
        settle(result.state(), result.reply());
        return result;
    }

    /** The last question, where there is a key: whether the mail is ours. */
    @Override
    public Settled pass(Settled known) {
        if (key != null) {
            attempt = key.claim(attempt, uncertain);
            refuseWhereNobodyIsLeft();
        }
        passed = true;
        return leftOut();
    }

    @Override
    public void enter() {
        door.enter();
    }

    @Override
    public void leave() {
        door.leave();
    }

    private boolean isWithheld() {
        return uncertain == Uncertain.FAIL && attempt.inDoubt().size() > 0;
    }

    private Settled leftOut() {
        return uncertain == Uncertain.FAIL
                ? attempt.served().and(attempt.inDoubt().results())
                : attempt.served();
    }

    private void refuseWhereNobodyIsLeft() {
        if (isWithheld() && leftOut().waiting(attempt.envelope().recipients()).isEmpty()) {
            SmtpConnectorException withheld = withheld(attempt.result(DeliveryState.UNKNOWN));
            settle(DeliveryState.UNKNOWN, null);
            throw withheld;
        }
    }

    private SmtpConnectorException withheld(SendResult result) {
        int doubtful = attempt.inDoubt().size();
        return Failure.permanent(
                        Category.UNCERTAIN,
                        "an earlier attempt was handed over and never answered, so the mail may have been delivered; it is"
                                + " not sent again to " + doubtful + " of "
                                + attempt.envelope().recipients().size() + " recipients")
                .withAdvice("Find out what became of Message-ID "
                        + attempt.message().messageId()
                        + "; with uncertain=RESEND it is sent again under that Message-ID")
                .withResult(result)
                .toException();
    }

    private SmtpConnectorException failed(SmtpConnectorException failure, Attempt before) {
        boolean doubt = before.inDoubt().size() + attempt.inDoubt().size() > 0;
        attempt = attempt.after(failure);
        SmtpConnectorException told = doubt ? failure.getFailure().inDoubt().toException() : failure;
        settle(told.getDeliveryState(), null);
        return told;
    }

    /** Any such failure comes when the first octet may have been written already. */
    private SmtpConnectorException unexpected(RuntimeException cause) {
        return Failure.permanent(
                        Category.UNCERTAIN,
                        "an unexpected failure left open whether the mail was handed over: "
                                + cause.getClass().getName())
                .causedBy(cause)
                .withResult(new Attempt(attempt.envelope(), attempt.message(), attempt.served(), attempt.allWaiting())
                        .result(DeliveryState.UNKNOWN))
                .toException();
    }

    private void settle(DeliveryState state, @Nullable SmtpReply reply) {
        if (key != null) {
            key.settle(state, reply, attempt);
        }
    }
}
