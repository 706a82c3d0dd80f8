// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a mail says beyond who, to whom and about what. Immutable; made and checked by {@link
 * Email.Builder}.
 *
 * @param sender who sent it in the name of the From mailbox, or null for that one itself
 * @param readReceiptTo whom a reader's mail program is asked to tell that the mail was displayed
 * @param messageId its own id in angle brackets, or null for one to be made
 * @param date when it was written, or null for when it is sent
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
        @Nullable Instant date,
        List<String> inReplyTo,
        List<String> references,
        @Nullable Priority priority,
        List<String> listUnsubscribe,
        Map<String, String> headers) {

    /** A mail that says nothing of all that. */
    static final MessageFields NONE =
            new MessageFields(null, List.of(), null, null, List.of(), List.of(), null, List.of(), Map.of());

    public MessageFields {
        readReceiptTo = List.copyOf(readReceiptTo);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        listUnsubscribe = List.copyOf(listUnsubscribe);
        // In the order given, which Map.copyOf would not keep.
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
