// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JDK copies a whole text at each letter that has two in the other case, so no foreign text may be changed as a
 * whole.
 */
class ForeignLettersTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A step of writing a mail. */
    private interface Step {
        void run() throws MessagingException, IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0130", "\u00DF", "a\u0130"})
    void takesAMegabyteOfThemInEveryFieldOfAMimeMessage(String letters) {
        String megabyte = letters.repeat((1 << 20) / letters.length());
        for (String value :
                List.of(megabyte, megabyte + "/plain", "text/" + megabyte, "text/plain; name=" + megabyte)) {
            for (String field : List.of("Content-Type", "Content-Transfer-Encoding", "Subject")) {
                within(field, () -> {
                    write(message(part -> part.setHeader(field, value)));
                    MimeMessage leaf = new MimeMessage((jakarta.mail.Session) null);
                    leaf.setText("text");
                    leaf.setHeader(field, value);
                    write(leaf);
                });
            }
            within("data source", () -> {
                byte[] octets = {};
                DataHandler file = new DataHandler(new ByteArrayDataSource(octets, value));
                write(message(part -> part.setDataHandler(file)));
            });
        }
        within("a name", () -> write(message(part -> part.addHeaderLine(megabyte + ": x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0130", "\u00DF", "a\u0130"})
    void takesAMegabyteOfThemInAFieldThatIsSigned(String letters) {
        String megabyte = letters.repeat((1 << 20) / letters.length());
        for (String field : List.of(megabyte + ": x\r\n", "x: " + megabyte + "\r\n", megabyte + "\r\n")) {
            within("a field", () -> new RelaxedHeader(field.getBytes(StandardCharsets.UTF_8)).fromBelow("x"));
        }
    }

    private interface Change {
        void make(MimeBodyPart part) throws MessagingException;
    }

    private static MimeMessage message(Change change) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText("text");
        change.make(part);
        MimeMessage message = new MimeMessage((jakarta.mail.Session) null);
        message.setContent(new MimeMultipart(part));
        return message;
    }

    /** A message that cannot be written may be refused within the time. */
    private static void write(MimeMessage message) throws MessagingException, IOException {
        try (OutputStream out = new ByteArrayOutputStream()) {
            new PartWriter(new WireOutput(out, Long.MAX_VALUE)).write(message, List.of("bcc"), List.of());
        } catch (ContentException | MessagingException | PermanentSmtpException e) {
            // Refused.
        }
    }

    private static void within(String where, Step step) {
        assertTimeoutPreemptively(
                LIMIT,
                () -> {
                    step.run();
                },
                where);
    }
}
