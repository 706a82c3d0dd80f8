// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One attempt to send a mail.
 *
 * @param envelope all recipients that are to have it
 * @param message the mail
 * @param served the recipients that got it in earlier attempts
 * @param inDoubt the recipients to whom an earlier attempt handed it over without an answer
 */
public record Attempt(Envelope envelope, RenderedMessage message, Settled served, Settled inDoubt) {

    /** The same with what else is known. */
    Attempt knowing(Settled moreServed, Settled moreInDoubt) {
        Settled all = served.and(moreServed.without(served.addresses()).results());
        Settled doubt = inDoubt.and(moreInDoubt.without(inDoubt.addresses()).results());
        return new Attempt(envelope, message, all, doubt.without(all.addresses()));
    }

    /** All recipients that have not got it, as in doubt. */
    Settled allWaiting() {
        return new Settled(waiting().stream()
                .map(to -> new RecipientResult(to, false, null))
                .toList());
    }

    /** What is known once it has failed like this. */
    Attempt after(SmtpConnectorException failure) {
        SendResult result = failure.getResult();
        boolean unknown = failure.getDeliveryState() == DeliveryState.UNKNOWN;
        if (result == null) {
            return unknown ? knowing(Settled.NONE, allWaiting()) : this;
        }
        Settled told = new Settled(result.recipients());
        return knowing(told.accepted(), unknown ? told.unanswered() : Settled.NONE);
    }

    /** The recipients that have not got it, as far as this attempt knows. */
    List<String> waiting() {
        return served.waiting(envelope.recipients());
    }

    /** The failure of an attempt that did not come to a server, with everything that is known of the mail. */
    Failure unsent(Failure failure) {
        int got = served.accepted().size();
        Failure whole = got == 0
                ? failure.withResult(result(DeliveryState.NOT_SENT))
                : failure.afterServing(got, envelope.recipients().size()).withResult(result(DeliveryState.PARTIAL));
        return inDoubt.size() > 0 ? whole.inDoubt() : whole;
    }

    /**
     * The octets of the whole mail, as it would be sent.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when an attachment cannot be read
     */
    public byte[] preview() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream((int) Math.max(0, message.size()));
        writeTo(octets);
        return octets.toByteArray();
    }

    /**
     * Writes the whole mail, as it would be sent.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when an attachment cannot be read
     */
    public void writeTo(OutputStream out) {
        try {
            message.writeTo(out);
        } catch (IOException e) {
            Failure unread = Failure.permanent(ContentException.categoryOf(e), String.valueOf(e.getMessage()))
                    .causedBy(e);
            throw unsent(unread).toException();
        }
    }

    /** The outcome where no recipient is left to be asked. */
    SendResult settled() {
        boolean all = served.accepted().size() == envelope.recipients().size();
        return result(all ? DeliveryState.ACCEPTED : DeliveryState.PARTIAL);
    }

    /** What is known when nothing is sent now. */
    public SendResult result(DeliveryState state) {
        return SendResult.unsent(
                message.messageId(),
                state,
                envelope.reversePath(),
                envelope.recipients(),
                served.and(inDoubt.results()).results(),
                message.writtenSize());
    }
}
