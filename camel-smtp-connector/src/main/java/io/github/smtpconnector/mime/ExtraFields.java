// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.email.MessageFields;
import io.github.smtpconnector.email.Priority;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@link MessageFields}, except for the date and the Message-ID, which every mail has. */
final class ExtraFields {

    /**
     * The longest word left as it is in a field that machines read. Settings of providers are JSON or tokens, which
     * encoded words would break; RFC 5322 section 2.1.1 only recommends shorter lines.
     */
    private static final int LONGEST_WORD = 900;

    private ExtraFields() {}

    /** Writes no Sender that equals From (RFC 5322 section 3.6.2). */
    static void writeSender(HeaderWriter header, EmailAddress from, @Nullable EmailAddress sender) {
        if (sender != null && !sender.addrSpec().equals(from.addrSpec())) {
            AddressFields.write(header, "Sender", List.of(sender));
        }
    }

    static void write(HeaderWriter header, MessageFields fields) {
        words(header, "In-Reply-To", fields.inReplyTo());
        words(header, "References", fields.references());
        priority(header, fields.priority());
        AddressFields.write(header, "Disposition-Notification-To", fields.readReceiptTo());
        unsubscribe(header, fields.listUnsubscribe());
        fields.headers().forEach((name, text) -> text(header, name, text));
    }

    private static void words(HeaderWriter header, String name, List<String> words) {
        if (!words.isEmpty()) {
            header.field(name);
            words.forEach(header::word);
            header.end();
        }
    }

    /** RFC 4021 knows Importance and Priority; X-Priority is what most mail programs look at. */
    private static void priority(HeaderWriter header, @Nullable Priority priority) {
        if (priority != null) {
            header.field("Importance")
                    .word(of(priority, "high", "normal", "low"))
                    .end();
            header.field("X-Priority").word(of(priority, "1", "3", "5")).end();
            header.field("Priority")
                    .word(of(priority, "urgent", "normal", "non-urgent"))
                    .end();
        }
    }

    private static String of(Priority priority, String high, String normal, String low) {
        return switch (priority) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }

    private static void unsubscribe(HeaderWriter header, List<String> uris) {
        if (uris.isEmpty()) {
            return;
        }
        header.field("List-Unsubscribe");
        boolean https = false;
        for (Iterator<String> rest = uris.iterator(); rest.hasNext(); ) {
            String uri = rest.next();
            https |= uri.regionMatches(true, 0, "https:", 0, 6);
            header.word("<" + uri + (rest.hasNext() ? ">," : ">"));
        }
        header.end();
        if (https) {
            // RFC 8058 section 3.1.
            header.field("List-Unsubscribe-Post")
                    .word("List-Unsubscribe=One-Click")
                    .end();
        }
    }

    private static void text(HeaderWriter header, String name, String given) {
        if (given.isBlank()) {
            return;
        }
        String text = PlainText.withoutBlanksAround(given);
        header.field(name);
        if (PlainText.isPlainForMachines(text, LONGEST_WORD)) {
            PlainText.write(header, text);
        } else {
            encode(header, text);
        }
        header.end();
    }

    /**
     * The text in brackets at the end is an id or a URI, such as that of a mailing list (RFC 2919), and stays as it is.
     */
    private static void encode(HeaderWriter header, String text) {
        int bracket = text.endsWith(">") ? text.lastIndexOf(" <") : -1;
        String phrase = bracket < 0 ? "" : text.substring(0, bracket);
        String id = text.substring(bracket + 1);
        if (phrase.isBlank() || id.indexOf(' ') >= 0 || !PlainText.isPlainForMachines(id, LONGEST_WORD)) {
            EncodedWords.write(header, text);
        } else {
            EncodedWords.write(header, phrase);
            header.word(id);
        }
    }
}
