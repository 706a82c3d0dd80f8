// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A mail that was tried and not sent to everybody: what the next attempt must know.
 *
 * @param mail as it was read from the exchange
 * @param messageId what it is called
 * @param served who got it
 * @param inDoubt whether it was handed over and never answered
 */
public record UnfinishedMail(OutgoingMail mail, String messageId, List<RecipientResult> served, boolean inDoubt) {

    /** A mail that was not tried before. */
    public static UnfinishedMail fresh(OutgoingMail mail, String messageId) {
        return new UnfinishedMail(mail, messageId, List.of(), false);
    }

    /** The next attempt. The route may have taken recipients away meanwhile. */
    public Attempt next(Envelope envelope, RenderedMessage message) {
        if (served.isEmpty()) {
            return new Attempt(envelope, message, served, inDoubt);
        }
        Set<String> meant = new HashSet<>(envelope.recipients());
        return new Attempt(
                envelope,
                message,
                served.stream().filter(to -> meant.contains(to.address())).toList(),
                inDoubt);
    }

    /** What is left to do after this failure of the next attempt. */
    public UnfinishedMail after(SmtpConnectorException failure) {
        SendResult result = failure.getResult();
        boolean doubt = inDoubt || failure.getDeliveryState() == DeliveryState.UNKNOWN;
        if (result == null) {
            return new UnfinishedMail(mail, messageId, served, doubt);
        }
        List<RecipientResult> accepted =
                result.recipients().stream().filter(RecipientResult::accepted).toList();
        return new UnfinishedMail(mail, messageId, accepted, doubt);
    }
}
