// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;

/** Hands a finished mail to a server: the one seam between Camel's side and the line. Thread-safe. */
public interface Mailer extends AutoCloseable {

    /**
     * Sends one mail to the recipients that have not got it yet, and waits for the outcome.
     *
     * @param known the recipients of the envelope that need not be asked, and what became of each
     * @param gate asked when turn and connection are there, before anything is written
     * @return the result; its state is ACCEPTED when all have got it, now or before, else PARTIAL, which the policy allows
     *     or which recipients in {@code known} without the mail bring about
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException in every other case
     */
    SendResult send(Envelope envelope, RenderedMessage message, Settled known, Gate gate);

    /** The first attempt. */
    default SendResult send(Envelope envelope, RenderedMessage message) {
        return send(envelope, message, Settled.NONE, Gate.OPEN);
    }

    /** Gives back what this mailer holds; connections that others share stay open. */
    @Override
    void close();
}
