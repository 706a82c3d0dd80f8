// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.Nullable;

/**
 * The result for one envelope recipient.
 *
 * @param address the address as it went over the wire
 * @param accepted whether the server took the mail for this recipient; false too where it took the recipient and then
 *     not the mail, or where the outcome is unknown
 * @param reply the reply to RCPT; null where only a ledger or repository remembers what became of this recipient, or
 *     the mail was handed over before this recipient was answered
 */
public record RecipientResult(String address, boolean accepted, @Nullable SmtpReply reply) {

    /** Whether the server refused this recipient, as opposed to the mail. */
    public boolean rejected() {
        return reply != null && !reply.isPositive();
    }
}
