// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.Nullable;

/**
 * The result for one envelope recipient.
 *
 * @param address the address as it went over the wire
 * @param accepted whether the server took the mail for this recipient; false also when it took the recipient and then
 *     refused the mail, or when this is unknown
 * @param reply the reply to RCPT; null when only an idempotent repository remembers that this recipient got the mail
 */
public record RecipientResult(String address, boolean accepted, @Nullable SmtpReply reply) {

    /** Whether the server refused this recipient, as opposed to the mail. */
    public boolean rejected() {
        return reply != null && !reply.isPositive();
    }
}
