// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** What to do when the server takes some recipients and refuses others. */
public enum PartialDelivery {
    /** When one recipient is refused, no recipient gets the mail. */
    FAIL_ALL,
    /** The accepted recipients get the mail; the result lists the others. */
    SEND_ACCEPTED
}
