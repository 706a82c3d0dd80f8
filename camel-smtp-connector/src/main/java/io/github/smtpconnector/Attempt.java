// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.List;

/**
 * One attempt to send a mail.
 *
 * @param envelope all who are to have it
 * @param message the mail
 * @param served those of them who got it in earlier attempts
 * @param inDoubt whether an earlier attempt handed it over and was never answered
 */
record Attempt(Envelope envelope, RenderedMessage message, List<RecipientResult> served, boolean inDoubt) {

    /** Hands the mail to those who have not got it. Result and failure tell of all. */
    SendResult send(Mailer mailer) {
        try {
            return mailer.send(envelope, message, served);
        } catch (SmtpConnectorException e) {
            throw inDoubt ? e.getFailure().inDoubt().toException() : e;
        }
    }

    /** The failure of an attempt that did not come to a server, with everything that is known of the mail. */
    Failure unsent(Failure failure) {
        if (served.isEmpty()) {
            return failure.withResult(result(DeliveryState.NOT_SENT));
        }
        Failure partial =
                failure.afterServing(served.size(), envelope.recipients().size());
        return partial.withResult(result(DeliveryState.PARTIAL));
    }

    /** What is known when nothing is sent now. */
    SendResult result(DeliveryState state) {
        return SendResult.unsent(
                message.messageId(), state, envelope.reversePath(), envelope.recipients(), served, message.size());
    }
}
