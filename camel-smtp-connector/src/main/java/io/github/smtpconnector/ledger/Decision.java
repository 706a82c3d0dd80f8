// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

/** What a person has found out of a mail that was uncertain. */
public enum Decision {
    /** It was delivered: when it comes again, nothing is sent. */
    DELIVERED,
    /** It was not: when it comes again, it is sent to those who are not known to have it. */
    SEND_AGAIN
}
