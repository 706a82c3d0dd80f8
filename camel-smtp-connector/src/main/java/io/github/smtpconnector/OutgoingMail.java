// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.mime.MimeRenderer;
import io.github.smtpconnector.mime.PreparedMessage;
import io.github.smtpconnector.mime.RenderedMessage;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;

/** What an exchange asks to be sent. */
sealed interface OutgoingMail {

    /** Who sends and who receives, as the server is told. */
    Envelope envelope();

    /** Where a new Message-ID belongs. */
    String senderDomain();

    /** The mail as it goes over the wire. */
    RenderedMessage render(String messageId, Instant date);

    /** A mail that we write. */
    record Composed(Email email) implements OutgoingMail {

        @Override
        public Envelope envelope() {
            return email.envelope();
        }

        @Override
        public String senderDomain() {
            return email.from().domain();
        }

        @Override
        public RenderedMessage render(String messageId, Instant date) {
            return MimeRenderer.render(email, messageId, date);
        }
    }

    /** A mail that somebody else wrote, sent as it is. */
    record Prebuilt(Envelope envelope, String senderDomain, MimeMessage message) implements OutgoingMail {

        @Override
        public RenderedMessage render(String messageId, Instant date) {
            return PreparedMessage.render(message, messageId, date);
        }
    }
}
