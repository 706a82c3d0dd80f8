// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * The mail was not sent (in state PARTIAL: not to all recipients), and the server may take the same mail later: after a
 * lost connection, a 4yz reply, a busy pool. Redelivering the exchange sends it only to the recipients that have not
 * got it.
 */
public final class RetryableSmtpException extends SmtpConnectorException {

    private static final long serialVersionUID = 1L;

    RetryableSmtpException(Failure failure) {
        super(failure);
    }
}
