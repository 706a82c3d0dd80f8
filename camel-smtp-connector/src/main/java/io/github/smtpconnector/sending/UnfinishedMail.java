// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;

/**
 * A mail that was tried and not sent to everybody: what the next attempt must know.
 *
 * @param mail as it was read from the exchange
 * @param messageId what it is called
 * @param served who got it
 * @param inDoubt whether it was handed over and never answered
 */
public record UnfinishedMail(OutgoingMail mail, String messageId, Settled served, boolean inDoubt) {

    /** A mail that was not tried before. */
    public static UnfinishedMail fresh(OutgoingMail mail, String messageId) {
        return new UnfinishedMail(mail, messageId, Settled.NONE, false);
    }

    /** The next attempt. The route may have taken recipients away meanwhile. */
    public Attempt next(Envelope envelope, RenderedMessage message) {
        return new Attempt(envelope, message, served.among(envelope.recipients()), inDoubt);
    }

    /** What is left to do after this failure of the next attempt. */
    public UnfinishedMail after(SmtpConnectorException failure) {
        SendResult result = failure.getResult();
        boolean doubt = inDoubt || failure.getDeliveryState() == DeliveryState.UNKNOWN;
        Settled now = result == null ? served : new Settled(result.recipients()).accepted();
        return new UnfinishedMail(mail, messageId, now, doubt);
    }
}
