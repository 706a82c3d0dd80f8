// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;

/**
 * What came of a cell, in the words of the table.
 *
 * @param outcome sent, retry, stop or ask
 * @param category the category of the failure, or empty
 * @param phase its phase, or empty
 * @param connection what became of the connection: kept, closed, or replaced by another one
 */
record Seen(String outcome, String category, String phase, String connection) {

    static Seen of(Sender sender, String connection) {
        SmtpConnectorException failure = sender.failure();
        if (failure == null) {
            return new Seen(sender.result().state() == DeliveryState.ACCEPTED ? "sent" : "?", "", "", connection);
        }
        String outcome = failure instanceof RetryableSmtpException
                ? "retry"
                : failure instanceof PermanentSmtpException ? "stop" : "ask";
        boolean unknown = failure.getDeliveryState() == DeliveryState.UNKNOWN;
        boolean notSent = failure.getDeliveryState() == DeliveryState.NOT_SENT;
        if (outcome.equals("ask") ? !unknown : !notSent) {
            outcome += " though " + failure.getDeliveryState();
        }
        return new Seen(outcome, failure.getCategory().name(), String.valueOf(failure.getPhase()), connection);
    }

    @Override
    public String toString() {
        return (outcome + " " + category + " " + phase).strip().replaceAll(" +", " ") + " " + connection;
    }
}
