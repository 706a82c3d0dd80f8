// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Mails without random parts. */
final class Mails {

    static final String ID = "<0123456789abcdef0123456789abcdef@example.org>";
    static final Instant DATE = Instant.parse("2026-03-01T12:34:56Z");

    private Mails() {}

    /** From and To, nothing else. */
    static Email.Builder mail() {
        return Email.builder()
                .from(new EmailAddress("Ann Sender", "ann", "example.org"))
                .to(new EmailAddress(null, "bob", "example.com"));
    }

    static Attachment file(String name, String type, String octets) {
        return new Attachment(name, type, Content.of(octets.getBytes(StandardCharsets.UTF_8)), false, null);
    }

    static byte[] octets(Email email) {
        return octets(MimeRenderer.render(email, ID, DATE));
    }

    static byte[] octets(RenderedMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
