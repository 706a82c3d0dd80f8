// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;

/** Hands a finished mail to a server: the one seam between Camel's side and the line. Thread-safe. */
public interface Mailer extends AutoCloseable {

    /**
     * Sends one mail to those who have not got it yet, and waits for the outcome.
     *
     * @param served those of the envelope's recipients who got it in an earlier attempt
     * @return the result, its state ACCEPTED or, where the policy allows it, PARTIAL
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException in every other case
     */
    SendResult send(Envelope envelope, RenderedMessage message, Settled served);

    /** The first attempt. */
    default SendResult send(Envelope envelope, RenderedMessage message) {
        return send(envelope, message, Settled.NONE);
    }

    /** Gives back what this mailer holds; connections that others share stay open. */
    @Override
    void close();
}
