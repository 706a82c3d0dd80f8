// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.headers.InputHeaders;

/**
 * The headers that have an effect on a mail, and those that tell its result. No other header of an exchange is read or
 * travels with the mail.
 *
 * <p>The names are inherited, so that a route writes {@code SmtpHeaders.TO} and {@code SmtpHeaders.DELIVERY_STATE}.
 */
public final class SmtpHeaders extends InputHeaders {

    private SmtpHeaders() {}
}
