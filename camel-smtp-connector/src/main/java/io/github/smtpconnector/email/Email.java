// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.util.List;
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
    private final Envelope envelope;

    Email(
            EmailAddress from,
            List<EmailAddress> to,
            List<EmailAddress> cc,
            List<EmailAddress> bcc,
            List<EmailAddress> replyTo,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            List<Attachment> attachments,
            Envelope envelope) {
        this.from = from;
        this.to = List.copyOf(to);
        this.cc = List.copyOf(cc);
        this.bcc = List.copyOf(bcc);
        this.replyTo = List.copyOf(replyTo);
        this.subject = subject;
        this.text = text;
        this.html = html;
        this.attachments = List.copyOf(attachments);
        this.envelope = envelope;
    }

    /** Who the mail is from. */
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

    /** Sender and distinct recipients as the server is told. */
    public Envelope envelope() {
        return envelope;
    }
}
