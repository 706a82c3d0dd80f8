// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link Email.Builder} that fills in {@link MessageFields}. No method here throws: {@link
 * Email.Builder#build} reports the problems.
 */
abstract sealed class FieldsBuilder<B extends FieldsBuilder<B>> permits Email.Builder {

    /** RFC 5322 section 4.3: no mail is older. */
    private static final int FIRST_YEAR = 1900;

    /** Mail programs read years of four digits. */
    private static final int LAST_YEAR = 9999;

    final Violations violations = new Violations();
    final Mailboxes mailboxes = new Mailboxes();

    private boolean plain = true;
    private @Nullable String messageId;
    private @Nullable OffsetDateTime date;
    private List<String> inReplyTo = List.of();
    private List<String> references = List.of();
    private @Nullable Priority priority;
    private List<String> listUnsubscribe = List.of();
    private Map<String, String> headers = Map.of();

    /** The names of the headers in lower case, for case does not matter in a name (RFC 5322 section 1.2.2). */
    private Set<String> headerNames = Set.of();

    FieldsBuilder() {}

    abstract B self();

    /**
     * Adds the addresses that a text lists.
     *
     * @param input the name shown when one of them cannot be used, for instance {@code DynamicTo[2]}
     */
    public B add(AddressField field, String input, String text) {
        mailboxes.add(field, input, text, violations);
        return self();
    }

    /** The same for an address that is read. */
    public B add(AddressField field, String input, EmailAddress mailbox) {
        mailboxes.add(field, input, mailbox);
        return self();
    }

    final B add(AddressField field, String text) {
        return add(field, field.title(), text);
    }

    final B add(AddressField field, EmailAddress mailbox) {
        return add(field, field.title(), mailbox);
    }

    /** The mailbox that sends the mail in the name of the From mailbox (RFC 5322 section 3.6.2). */
    public B sender(String mailbox) {
        return add(AddressField.SENDER, mailbox);
    }

    public B sender(EmailAddress mailbox) {
        return add(AddressField.SENDER, mailbox);
    }

    /**
     * The addresses that get a receipt when the mail is displayed (RFC 8098), separated by comma or semicolon. A reader
     * may decline.
     */
    public B readReceiptTo(String list) {
        return add(AddressField.READ_RECEIPT_TO, list);
    }

    public B readReceiptTo(EmailAddress mailbox) {
        return add(AddressField.READ_RECEIPT_TO, mailbox);
    }

    /** The mail's own id, with or without angle brackets; without this call one is made. */
    public B messageId(String id) {
        messageId = checked("OwnMessageId", () -> MessageId.own(id));
        return touched();
    }

    /** When the mail was written, in UTC; without this call, when it is sent. */
    public B date(Instant date) {
        return date(date.atOffset(ZoneOffset.UTC));
    }

    /**
     * When the mail was written. Many readers show the time with the offset given here (RFC 5322 section 3.3). Of the
     * offset there are hours and minutes.
     */
    public B date(OffsetDateTime given) {
        int minutes = given.getOffset().getTotalSeconds() / 60;
        OffsetDateTime date = given.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
        int year = date.getYear();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            violations.add(Category.CONTENT, "Date", "is not between the years " + FIRST_YEAR + " and " + LAST_YEAR);
        }
        this.date = date;
        return touched();
    }

    /**
     * The ids of the mails that this one answers, as in their Message-ID fields. Separate ids without angle brackets by
     * blanks or commas. Comments, phrases and ids that cannot be written are left out.
     */
    public B inReplyTo(String ids) {
        inReplyTo = checkedList("InReplyTo", () -> MessageId.listed(ids));
        return touched();
    }

    /** The ids of the mails of this thread, the oldest first; read as those of {@link #inReplyTo}. */
    public B references(String ids) {
        references = checkedList("References", () -> MessageId.listed(ids));
        return touched();
    }

    /** How urgent the mail is. */
    public B priority(Priority priority) {
        this.priority = priority;
        return touched();
    }

    /**
     * Where the receiver unsubscribes: one https URI, a mailto URI, or both, separated by commas. With https the mail
     * offers to do it with one click (RFC 8058): the mail program sends a POST to the URI, and no further question may
     * follow.
     */
    public B listUnsubscribe(String uris) {
        listUnsubscribe = checkedList("ListUnsubscribe", () -> Unsubscribe.uris(uris));
        return touched();
    }

    /**
     * One more header field. Refused are fields about the structure, the way and the recipients of the mail, and fields
     * that have a method of their own here.
     */
    public B header(String name, String text) {
        String problem = ExtraHeader.problem(name, text);
        if (problem == null && headerNames.contains(LowerCase.of(name))) {
            problem = "is given twice";
        }
        if (problem != null) {
            violations.add(Category.CONTENT, "Headers[" + Syntax.shown(name) + "]", problem);
            return self();
        }
        if (headers.isEmpty()) {
            headers = new LinkedHashMap<>();
            headerNames = new HashSet<>();
        }
        headerNames.add(LowerCase.of(name));
        headers.put(name, text);
        return touched();
    }

    /** Call after nothing was found wrong. */
    MessageFields fields() {
        List<EmailAddress> sender = mailboxes.in(AddressField.SENDER);
        List<EmailAddress> receipts = mailboxes.in(AddressField.READ_RECEIPT_TO);
        if (plain && sender.isEmpty() && receipts.isEmpty()) {
            return MessageFields.NONE;
        }
        return new MessageFields(
                sender.isEmpty() ? null : sender.get(0),
                receipts,
                messageId,
                date,
                inReplyTo,
                references,
                priority,
                listUnsubscribe,
                headers);
    }

    private B touched() {
        plain = false;
        return self();
    }

    private List<String> checkedList(String input, Supplier<List<String>> reading) {
        List<String> read = checked(input, reading);
        return read == null ? List.of() : read;
    }

    final <T> @Nullable T checked(String input, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (SmtpConnectorException e) {
            violations.add(Category.CONTENT, input, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
