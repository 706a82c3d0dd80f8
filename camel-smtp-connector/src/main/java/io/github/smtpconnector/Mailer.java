// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;

/** Hands a finished mail to a server: the one seam between Camel's side and the line. Thread-safe. */
interface Mailer extends AutoCloseable {

    /**
     * Sends one mail and waits for the outcome.
     *
     * @return the result, its state ACCEPTED or, where the policy allows it, PARTIAL
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException in every other case
     */
    SendResult send(Envelope envelope, RenderedMessage message);

    /** Gives back what this mailer holds; connections that others share stay open. */
    @Override
    void close();
}
