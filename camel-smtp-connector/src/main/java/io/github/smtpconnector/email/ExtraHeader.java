// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules for header fields that an input names freely. They must not forge another field, repeat one, or add a
 * recipient.
 */
final class ExtraHeader {

    /** Leaves room for an encoded word on the line (RFC 2047 section 2). */
    private static final int NAME_LIMIT = 50;

    /** Fields with an input of their own, which checks them better and writes all fields that belong together. */
    private static final Map<String, String> INPUTS = Map.ofEntries(
            Map.entry("from", "From"),
            Map.entry("to", "To"),
            Map.entry("cc", "Cc"),
            Map.entry("bcc", "Bcc"),
            Map.entry("sender", "Sender"),
            Map.entry("reply-to", "ReplyTo"),
            Map.entry("subject", "Subject"),
            Map.entry("date", "Date"),
            Map.entry("message-id", "OwnMessageId"),
            Map.entry("in-reply-to", "InReplyTo"),
            Map.entry("references", "References"),
            Map.entry("importance", "Priority"),
            Map.entry("priority", "Priority"),
            Map.entry("x-priority", "Priority"),
            Map.entry("disposition-notification-to", "ReadReceiptTo"),
            Map.entry("list-unsubscribe", "ListUnsubscribe"),
            Map.entry("list-unsubscribe-post", "ListUnsubscribe"));

    /** Fields that servers write on the way, and signatures, which cover the mail as it is sent. */
    private static final Set<String> TRACE = Set.of(
            "received",
            "received-spf",
            "return-path",
            "delivered-to",
            "x-original-to",
            "apparently-to",
            "original-recipient",
            "authentication-results",
            "dkim-signature",
            "domainkey-signature");

    private ExtraHeader() {}

    /** What is wrong with a field, or null for nothing. */
    static @Nullable String problem(String name, String text) {
        if (name.isEmpty() || name.length() > NAME_LIMIT || !Characters.areAll(ExtraHeader::isNameCharacter, name)) {
            return "the name must have 1 to " + NAME_LIMIT + " ASCII letters, digits and marks such as - and _";
        }
        String lower = LowerCase.of(name);
        String input = INPUTS.get(lower);
        if (input != null) {
            return "is refused here; use the input " + input;
        }
        if (lower.equals("mime-version") || lower.startsWith("content-")) {
            return "is refused: it says how the mail is made, and follows from text, html and attachments";
        }
        if (TRACE.contains(lower) || lower.startsWith("resent-") || lower.startsWith("arc-")) {
            return "is refused: such a field is written by who forwards, signs or delivers the mail";
        }
        String refused = Characters.find(c -> c != '\t' && Character.isISOControl(c), text);
        return refused == null ? null : refused + " has no place here";
    }

    /** RFC 5322 section 2.2 allows more, even brackets, but some mail programs stop reading at these. */
    private static boolean isNameCharacter(int c) {
        return Characters.isAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
