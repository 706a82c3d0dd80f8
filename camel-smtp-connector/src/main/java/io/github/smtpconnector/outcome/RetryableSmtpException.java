// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/** The mail was not sent, and the same mail may be taken later: a connection lost, a 4yz reply, a busy pool. */
public final class RetryableSmtpException extends SmtpConnectorException {

    private static final long serialVersionUID = 1L;

    RetryableSmtpException(Failure failure) {
        super(failure);
    }
}
