// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a mail other than sender, recipients and subject. Immutable; made and checked by {@link
 * Email.Builder}.
 *
 * @param sender the mailbox that sends it in the name of From, or null when From sends it
 * @param readReceiptTo the mailboxes that get a receipt when the mail is displayed
 * @param messageId its own id in angle brackets, or null to have one made
 * @param date when it was written, by the clock of its writer, or null for when it is sent
 * @param inReplyTo the ids of what it answers, in angle brackets
 * @param references the ids of its thread, in angle brackets, the oldest first
 * @param priority how urgent it is, or null to say nothing
 * @param listUnsubscribe where its receiver unsubscribes: https and mailto URIs
 * @param headers other header fields: name and text
 */
public record MessageFields(
        @Nullable EmailAddress sender,
        List<EmailAddress> readReceiptTo,
        @Nullable String messageId,
        @Nullable OffsetDateTime date,
        List<String> inReplyTo,
        List<String> references,
        @Nullable Priority priority,
        List<String> listUnsubscribe,
        Map<String, String> headers) {

    /** No such field. */
    static final MessageFields NONE =
            new MessageFields(null, List.of(), null, null, List.of(), List.of(), null, List.of(), Map.of());

    public MessageFields {
        readReceiptTo = List.copyOf(readReceiptTo);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        listUnsubscribe = List.copyOf(listUnsubscribe);
        // Map.copyOf would not keep the order.
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
