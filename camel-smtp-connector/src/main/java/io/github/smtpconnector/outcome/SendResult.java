// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The result of one mail, as far as it is known. Immutable; holds no content.
 *
 * @param messageId the Message-ID in angle brackets, as sent
 * @param state whether the server took the mail
 * @param envelopeFrom the reverse-path as it went over the wire; empty for the null path
 * @param envelopeTo the distinct recipients that were asked for
 * @param recipients the server's answer to each recipient that was offered to it, in that order; those that got the
 *     mail in an earlier attempt come first
 * @param reply the last reply that decided the outcome, or null when none came; where nothing was sent now, the one that
 *     a ledger remembers
 * @param messageSize octets of the content before dot-stuffing; -1 where files do not tell their size and the mail was
 *     never written to its end
 * @param server the connection, or null when none was made
 * @param envelopeTime from MAIL to the last RCPT reply
 * @param messageTime from the first octet of the content to the final reply
 */
public record SendResult(
        String messageId,
        DeliveryState state,
        String envelopeFrom,
        List<String> envelopeTo,
        List<RecipientResult> recipients,
        @Nullable SmtpReply reply,
        long messageSize,
        @Nullable ServerFacts server,
        Duration envelopeTime,
        Duration messageTime) {

    public SendResult {
        envelopeTo = List.copyOf(envelopeTo);
        recipients = List.copyOf(recipients);
    }

    /** The result of an attempt that did not reach a server. */
    public static SendResult unsent(
            String messageId,
            DeliveryState state,
            String envelopeFrom,
            List<String> envelopeTo,
            List<RecipientResult> recipients,
            long messageSize) {
        return new SendResult(
                messageId,
                state,
                envelopeFrom,
                envelopeTo,
                recipients,
                null,
                messageSize,
                null,
                Duration.ZERO,
                Duration.ZERO);
    }

    /** Whether an earlier attempt was accepted, so that the connector sent nothing now and asked no server. */
    public boolean alreadySent() {
        return state == DeliveryState.ACCEPTED && server == null;
    }

    /** The same with another state. */
    public SendResult withState(DeliveryState state) {
        return new SendResult(
                messageId,
                state,
                envelopeFrom,
                envelopeTo,
                recipients,
                reply,
                messageSize,
                server,
                envelopeTime,
                messageTime);
    }

    /**
     * The result of a mail that was accepted before, as it is known from then.
     *
     * @param id the Message-ID that it went out with, or null for the one it has now
     * @param taken what the server said, or null where that is not known any more
     */
    public SendResult asTaken(@Nullable String id, @Nullable SmtpReply taken) {
        return new SendResult(
                id == null ? messageId : id,
                state,
                envelopeFrom,
                envelopeTo,
                recipients,
                taken,
                messageSize,
                server,
                envelopeTime,
                messageTime);
    }

    /** The recipients that the server took the mail for. */
    public List<String> accepted() {
        return addresses(RecipientResult::accepted);
    }

    /** The recipients that the server refused. */
    public List<String> rejected() {
        return addresses(RecipientResult::rejected);
    }

    private List<String> addresses(Predicate<RecipientResult> which) {
        List<String> addresses = new ArrayList<>(recipients.size());
        for (RecipientResult recipient : recipients) {
            if (which.test(recipient)) {
                addresses.add(recipient.address());
            }
        }
        return Collections.unmodifiableList(addresses);
    }
}
