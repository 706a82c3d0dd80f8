// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * The mail was not sent (or, in state PARTIAL, not to everybody), and the same mail may be taken later: a connection lost,
 * a 4yz reply, a busy pool. Redelivering the exchange serves only those that have not got it.
 */
public final class RetryableSmtpException extends SmtpConnectorException {

    private static final long serialVersionUID = 1L;

    RetryableSmtpException(Failure failure) {
        super(failure);
    }
}
