// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One attempt to send a mail.
 *
 * @param envelope all who are to have it
 * @param message the mail
 * @param served those of them who got it in earlier attempts
 * @param inDoubt whether an earlier attempt handed it over and was never answered
 */
public record Attempt(Envelope envelope, RenderedMessage message, List<RecipientResult> served, boolean inDoubt) {

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
        Set<String> done = served.stream().map(RecipientResult::address).collect(Collectors.toSet());
        return envelope.recipients().stream().filter(to -> !done.contains(to)).toList();
    }

    /** The failure of an attempt that did not come to a server, with everything that is known of the mail. */
    Failure unsent(Failure failure) {
        int got = (int) served.stream().filter(RecipientResult::accepted).count();
        Failure whole = got == 0
                ? failure.withResult(result(DeliveryState.NOT_SENT))
                : failure.afterServing(got, envelope.recipients().size()).withResult(result(DeliveryState.PARTIAL));
        return inDoubt ? whole.inDoubt() : whole;
    }

    /** What is known when nothing is sent now. */
    public SendResult result(DeliveryState state) {
        return SendResult.unsent(
                message.messageId(), state, envelope.reversePath(), envelope.recipients(), served, message.size());
    }
}
