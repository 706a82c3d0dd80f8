// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** What to do when the server takes some recipients and refuses others. */
public enum PartialDelivery {
    /** One refused recipient: nobody gets the mail. */
    FAIL_ALL,
    /** The accepted recipients get the mail; the result says who did not. */
    SEND_ACCEPTED
}
