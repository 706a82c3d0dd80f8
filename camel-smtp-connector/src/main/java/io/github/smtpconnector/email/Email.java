// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A mail to send: immutable and checked. */
public final class Email {

    private final EmailAddress from;
    private final List<EmailAddress> to;
    private final List<EmailAddress> cc;
    private final List<EmailAddress> bcc;
    private final List<EmailAddress> replyTo;
    private final @Nullable String subject;
    private final @Nullable String text;
    private final @Nullable String html;
    private final List<Attachment> attachments;
    private final @Nullable Calendar calendar;
    private final MessageFields fields;
    private final Envelope envelope;

    private Email(Builder builder) {
        this.from = builder.mailboxes.in(AddressField.FROM).get(0);
        this.to = builder.mailboxes.in(AddressField.TO);
        this.cc = builder.mailboxes.in(AddressField.CC);
        this.bcc = builder.mailboxes.in(AddressField.BCC);
        this.replyTo = builder.mailboxes.in(AddressField.REPLY_TO);
        this.subject = builder.subject;
        this.text = builder.text;
        this.html = builder.html;
        this.attachments = List.copyOf(builder.attachments);
        this.calendar = builder.calendar;
        this.fields = builder.fields();
        this.envelope = builder.mailboxes.envelope();
    }

    /** A new, empty mail to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** The address that the mail is from. */
    public EmailAddress from() {
        return from;
    }

    /** The To recipients; may be empty when there are others. */
    public List<EmailAddress> to() {
        return to;
    }

    /** The Cc recipients. */
    public List<EmailAddress> cc() {
        return cc;
    }

    /** The Bcc recipients; in the envelope, never in the message. */
    public List<EmailAddress> bcc() {
        return bcc;
    }

    /** Where answers go; empty for the sender. */
    public List<EmailAddress> replyTo() {
        return replyTo;
    }

    /** The subject, or null for none. */
    public @Nullable String subject() {
        return subject;
    }

    /** The plain text, or null for none. */
    public @Nullable String text() {
        return text;
    }

    /** The html, or null for none. */
    public @Nullable String html() {
        return html;
    }

    /** The attachments, in order; inline ones included. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** The invitation or the like for the reader's calendar, or null. */
    public @Nullable Calendar calendar() {
        return calendar;
    }

    /** The other header fields. */
    public MessageFields fields() {
        return fields;
    }

    /** The sender and the distinct recipients of the SMTP envelope. */
    public Envelope envelope() {
        return envelope;
    }

    /** Without subject and content, which have no place in a log. */
    @Override
    public String toString() {
        return "Email[from=" + from.addrSpec() + ", recipients="
                + envelope.recipients().size() + ", attachments=" + attachments.size() + "]";
    }

    /**
     * Fills in a mail. No method but {@link #build()} throws: it reports everything that is wrong at once. Each call
     * for an address field adds to it; an address given twice stays once, as first written. Not thread-safe.
     */
    public static final class Builder extends FieldsBuilder<Builder> {

        private final List<Attachment> attachments = new ArrayList<>();
        private final Set<String> contentIds = new HashSet<>();
        private AllowedRecipients allowed = AllowedRecipients.all();
        private @Nullable String subject;
        private @Nullable String text;
        private @Nullable String html;
        private @Nullable Calendar calendar;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The sender, for instance {@code Ann <ann@example.com>}. */
        public Builder from(String mailbox) {
            return add(AddressField.FROM, mailbox);
        }

        public Builder from(EmailAddress mailbox) {
            return add(AddressField.FROM, mailbox);
        }

        /** Recipients, separated by comma or semicolon. */
        public Builder to(String list) {
            return add(AddressField.TO, list);
        }

        public Builder to(EmailAddress mailbox) {
            return add(AddressField.TO, mailbox);
        }

        /** Recipients, separated by comma or semicolon. */
        public Builder cc(String list) {
            return add(AddressField.CC, list);
        }

        public Builder cc(EmailAddress mailbox) {
            return add(AddressField.CC, mailbox);
        }

        /** Recipients that the others do not see, separated by comma or semicolon. */
        public Builder bcc(String list) {
            return add(AddressField.BCC, list);
        }

        public Builder bcc(EmailAddress mailbox) {
            return add(AddressField.BCC, mailbox);
        }

        /** Where answers go, separated by comma or semicolon. */
        public Builder replyTo(String list) {
            return add(AddressField.REPLY_TO, list);
        }

        public Builder replyTo(EmailAddress mailbox) {
            return add(AddressField.REPLY_TO, mailbox);
        }

        /** Where bounces go instead of to the sender; {@code <>} for nowhere (RFC 5321 section 4.5.5). */
        public Builder envelopeFrom(String mailbox) {
            return add(AddressField.ENVELOPE_FROM, mailbox);
        }

        /** One line, which may be ended; no control characters but tab. */
        public Builder subject(String subject) {
            this.subject = Characters.withoutLineEnd(subject);
            return this;
        }

        /** The plain text; may be empty. */
        public Builder text(String text) {
            this.text = text;
            return this;
        }

        /** The html; may be empty. */
        public Builder html(String html) {
            this.html = html;
            return this;
        }

        /** Whether an attachment has this content id already: a second one of the same id is refused. */
        public boolean hasContentId(String id) {
            return contentIds.contains(id);
        }

        /** One more attachment. */
        public Builder attach(Attachment attachment) {
            attachments.add(attachment);
            if (attachment.contentId() != null) {
                contentIds.add(attachment.contentId());
            }
            return this;
        }

        /** An invitation or the like for the reader's calendar: iCalendar text with a METHOD; the text or html says it, too. */
        public Builder calendar(String ics) {
            calendar = checked("Calendar", () -> Calendar.parse(ics));
            return this;
        }

        /** The recipients that the mail may have. By default every recipient is allowed. */
        public Builder allowedRecipients(AllowedRecipients allowed) {
            this.allowed = allowed;
            return this;
        }

        /** Adds a problem that the caller found in an input; {@link #build()} reports it with the others. */
        public Builder violation(Category category, String input, String problem) {
            violations.add(category, input, problem);
            return this;
        }

        /** The same for addresses: that none of them could be read is then no reason to say that none was given. */
        public Builder unreadable(AddressField field, String input, String problem) {
            mailboxes.unreadable(field);
            return violation(Category.ADDRESS_SYNTAX, input, problem);
        }

        /** Asked for an input that is missing, {@code From} for instance: where it can be given. */
        public Builder advice(Function<String, @Nullable String> where) {
            violations.advise(where);
            return this;
        }

        /**
         * The finished mail.
         *
         * @throws io.github.smtpconnector.outcome.PermanentSmtpException naming everything that is wrong
         */
        public Email build() {
            Violations all = violations.copy();
            mailboxes.check(allowed, all);
            checkTexts(all);
            Attachment.checkIds(attachments, all);
            all.throwIfAny();
            return new Email(this);
        }

        private void checkTexts(Violations all) {
            check(all, "Subject", subject, c -> c != '\t' && Character.isISOControl(c));
            check(all, "Text", text, c -> c == 0);
            check(all, "Html", html, c -> c == 0);
            if (text == null && html == null && attachments.isEmpty()) {
                all.addMissing(Category.CONTENT, "Text", "nothing to send; give a text, an html or an attachment");
            } else if (calendar != null && text == null && html == null) {
                all.add(Category.CONTENT, "Calendar", "needs a text or html beside it, for who has no calendar");
            }
        }

        private static void check(Violations all, String input, @Nullable String given, IntPredicate refused) {
            String found = given == null ? null : Characters.find(refused, given);
            if (found != null) {
                all.add(Category.CONTENT, input, found + " has no place here");
            }
        }
    }
}
