// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * The mail was not sent (in state PARTIAL: not to all recipients), and will fail again as it is: something must change
 * first.
 */
public final class PermanentSmtpException extends SmtpConnectorException {

    private static final long serialVersionUID = 1L;

    PermanentSmtpException(Failure failure) {
        super(failure);
    }
}
