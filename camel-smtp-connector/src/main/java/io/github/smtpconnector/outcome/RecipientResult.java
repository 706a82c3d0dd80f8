// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

/**
 * What the server said to one envelope recipient.
 *
 * @param address the address as it went over the wire
 * @param accepted whether the server took the recipient; the mail itself is another matter, see {@link SendResult#state()}
 * @param reply the reply to RCPT
 */
public record RecipientResult(String address, boolean accepted, SmtpReply reply) {}
