// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * One attempt to send a mail.
 *
 * @param envelope all who are to have it
 * @param message the mail
 * @param served those of them who got it in earlier attempts
 * @param inDoubt whether an earlier attempt handed it over and was never answered
 */
public record Attempt(Envelope envelope, RenderedMessage message, Settled served, boolean inDoubt) {

    /** Hands the mail to those who have not got it. Result and failure tell of all. */
    public SendResult send(Mailer mailer) {
        try {
            return mailer.send(envelope, message, served);
        } catch (SmtpConnectorException e) {
            throw inDoubt ? e.getFailure().inDoubt().toException() : e;
        }
    }

    /** Who has not got it, as far as this attempt knows. */
    List<String> waiting() {
        return served.waiting(envelope.recipients());
    }

    /** The failure of an attempt that did not come to a server, with everything that is known of the mail. */
    Failure unsent(Failure failure) {
        int got = served.accepted().size();
        Failure whole = got == 0
                ? failure.withResult(result(DeliveryState.NOT_SENT))
                : failure.afterServing(got, envelope.recipients().size()).withResult(result(DeliveryState.PARTIAL));
        return inDoubt ? whole.inDoubt() : whole;
    }

    /**
     * The octets of the whole mail, as it would be sent.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException (CONTENT) when an attachment cannot be read
     */
    public byte[] preview() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream((int) Math.max(0, message.size()));
        try {
            message.writeTo(octets);
        } catch (IOException e) {
            Failure unread = Failure.permanent(ContentException.categoryOf(e), String.valueOf(e.getMessage()))
                    .causedBy(e);
            throw unsent(unread).toException();
        }
        return octets.toByteArray();
    }

    /** What is known when nothing is sent now. */
    public SendResult result(DeliveryState state) {
        return SendResult.unsent(
                message.messageId(),
                state,
                envelope.reversePath(),
                envelope.recipients(),
                served.results(),
                message.size());
    }
}
