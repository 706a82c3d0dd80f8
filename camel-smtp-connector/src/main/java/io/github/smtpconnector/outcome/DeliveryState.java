// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/** What is known about the delivery of the mail. */
public enum DeliveryState {
    /** The server took the mail for every recipient. */
    ACCEPTED,
    /** The server took the mail for some recipients and refused others; see the recipient results. */
    PARTIAL,
    /** The server did not take the mail; sending it again cannot double it. */
    NOT_SENT,
    /** The content was handed over and no answer came: the mail may have been delivered (RFC 1047). */
    UNKNOWN
}
