// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * The content was handed over completely and no answer came: the mail may have been delivered (RFC 1047). The connector
 * never retries, because a second copy is as likely as a first one.
 */
public final class UncertainDeliveryException extends SmtpConnectorException {

    private static final long serialVersionUID = 1L;

    UncertainDeliveryException(Failure failure) {
        super(failure);
    }
}
