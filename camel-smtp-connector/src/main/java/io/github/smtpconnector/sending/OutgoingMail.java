// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.MimeMessageEnvelope;
import io.github.smtpconnector.mime.MimeRenderer;
import io.github.smtpconnector.mime.PreparedMessage;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.smime.Parties;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an exchange asks to be sent. */
public sealed interface OutgoingMail {

    /** The sender and the recipients, as the server is told. */
    Envelope envelope();

    /** The parties of the mail, as its receivers see them. */
    Parties parties();

    /** Where a new Message-ID belongs. */
    String senderDomain();

    /** The Message-ID that it was given, or null where one is to be made. */
    @Nullable
    String ownMessageId();

    /** What the route calls it, so that it is sent once; null for a mail without such a name. */
    @Nullable
    IdempotencyKey key();

    /** The same mail, so called. */
    OutgoingMail named(@Nullable IdempotencyKey key);

    /** The mail as it goes over the wire. */
    RenderedMessage render(String messageId, Instant date);

    /**
     * A value that equals that of the same mail, read from the exchange once more. It has nothing of the recipients: a
     * route may have taken some away. It has nothing of the octets of files: they would have to be read for that.
     * Keeps no exchange alive.
     */
    Object traits();

    /**
     * A mail that we write.
     *
     * @param request what is asked of the servers besides, or null for nothing
     */
    record Composed(Email email, @Nullable DeliveryRequest request, @Nullable IdempotencyKey key)
            implements OutgoingMail {

        @Override
        public OutgoingMail named(@Nullable IdempotencyKey name) {
            return new Composed(email, request, name);
        }

        @Override
        public Envelope envelope() {
            return email.envelope().asking(request);
        }

        @Override
        public Parties parties() {
            EmailAddress sender = email.fields().sender();
            Stream<EmailAddress> authors = Stream.concat(Stream.of(email.from()), Stream.ofNullable(sender));
            Stream<EmailAddress> shown = Stream.concat(email.to().stream(), email.cc().stream());
            return new Parties(
                    authors.map(EmailAddress::addrSpec).toList(),
                    shown.map(EmailAddress::addrSpec).toList(),
                    email.envelope().recipients());
        }

        @Override
        public String senderDomain() {
            return email.from().domain();
        }

        @Override
        public @Nullable String ownMessageId() {
            return email.fields().messageId();
        }

        @Override
        public RenderedMessage render(String messageId, Instant date) {
            return MimeRenderer.render(email, messageId, date);
        }

        @Override
        public Object traits() {
            return Arrays.asList(
                    email.from(),
                    email.subject(),
                    email.text(),
                    email.html(),
                    email.fields(),
                    email.calendar(),
                    email.attachments().stream().map(Attachment::fileName).toList());
        }
    }

    /**
     * A mail that was written elsewhere, sent as it is.
     *
     * @param sender the author, if the mail itself names none
     */
    record Prebuilt(Envelope envelope, EmailAddress sender, MimeMessage message, @Nullable IdempotencyKey key)
            implements OutgoingMail {

        @Override
        public OutgoingMail named(@Nullable IdempotencyKey name) {
            return new Prebuilt(envelope, sender, message, name);
        }

        @Override
        public String senderDomain() {
            return sender.domain();
        }

        @Override
        public Parties parties() {
            MimeMessageEnvelope header = new MimeMessageEnvelope(message);
            return new Parties(
                    written(Stream.ofNullable(header.from())), written(header.shown().stream()), envelope.recipients());
        }

        /** As they stand in an envelope, where they can. */
        private static List<String> written(Stream<String> addresses) {
            return addresses
                    .map(address -> {
                        try {
                            return EmailAddress.parse(address).addrSpec();
                        } catch (SmtpConnectorException e) {
                            return address;
                        }
                    })
                    .toList();
        }

        /** One that is written in it, and always written as it is. */
        @Override
        public @Nullable String ownMessageId() {
            return null;
        }

        @Override
        public RenderedMessage render(String messageId, Instant date) {
            return PreparedMessage.render(message, sender, messageId, date);
        }

        @Override
        public Object traits() {
            return new MessageTraits(new WeakReference<>(message), lines(message));
        }

        /** Of a body of octets a new message is made at each attempt. */
        private static List<?> lines(MimeMessage message) {
            try {
                return List.of(Collections.list(message.getAllHeaderLines()), message.getSize());
            } catch (MessagingException e) {
                // Like no other message, then.
                return List.of(new Object());
            }
        }

        /** One message object is one mail, also where a route has changed it in between. */
        private record MessageTraits(WeakReference<MimeMessage> message, List<?> lines) {

            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof MessageTraits traits
                        && (lines.equals(traits.lines) || isOne(message.get(), traits.message.get()));
            }

            private static boolean isOne(@Nullable MimeMessage one, @Nullable MimeMessage other) {
                return one != null && one == other;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
    }
}
