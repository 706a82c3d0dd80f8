// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.email.MessageFields;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * mime4j and Jakarta Mail read each mail back as it was given. The number of mails is the system property {@code
 * mime.mails}; a failure names the seed of its mail.
 */
class MimeRendererDifferentialTest {

    private static final int MAILS = Integer.getInteger("mime.mails", 300);

    private static final OffsetDateTime SENT = OffsetDateTime.parse("2026-03-01T12:34:56Z");

    @Test
    void twoForeignReadersGetBackWhatWasGiven() throws IOException {
        for (int seed = 1; seed <= MAILS; seed++) {
            Email email = new MailGenerator(seed).next();
            try {
                check(email);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("mail of seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void check(Email email) throws IOException {
        RenderedMessage rendered = MimeRenderer.render(email, "<seed@example.org>", SENT.toInstant());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rendered.writeTo(out);
        byte[] octets = out.toByteArray();
        assertThat(rendered.size()).isEqualTo(octets.length);
        assertWireClean(octets);

        ReceivedMail mime4j = ReceivedMail.parse(octets);
        JakartaReader jakarta = JakartaReader.parse(octets);
        String subject = email.subject() == null ? "" : email.subject().replaceFirst("[ \t]+$", "");
        subject = subject.isEmpty() ? null : subject;
        assertThat(mime4j.header("Subject")).isEqualTo(subject);
        assertThat(jakarta.subject()).isEqualTo(subject);
        assertThat(mime4j.headers("Bcc")).isEmpty();
        checkMailboxes("From", List.of(email.from()), mime4j, jakarta);
        checkMailboxes("To", email.to(), mime4j, jakarta);
        checkMailboxes("Cc", email.cc(), mime4j, jakarta);
        checkMailboxes("Reply-To", email.replyTo(), mime4j, jakarta);

        checkFields(email.fields(), mime4j, jakarta);

        assertThat(mime4j.tree()).isEqualTo(tree(email));
        assertThat(jakarta.tree()).isEqualTo(tree(email));
        boolean single = !mime4j.tree().contains("[");
        assertThat(lines(mime4j.text(), single)).isEqualTo(lines(email.text(), single));
        assertThat(lines(jakarta.text(), single)).isEqualTo(lines(email.text(), single));
        assertThat(lines(mime4j.html(), single)).isEqualTo(lines(email.html(), single));
        assertThat(lines(jakarta.html(), single)).isEqualTo(lines(email.html(), single));
        List<ReceivedPart> files = files(email);
        assertThat(mime4j.attachments().toString()).isEqualTo(files.toString());
        assertThat(jakarta.attachments().toString()).isEqualTo(files.toString());
    }

    private static void checkFields(MessageFields fields, ReceivedMail mime4j, JakartaReader jakarta) {
        EmailAddress sender = fields.sender();
        checkMailboxes("Sender", sender == null ? List.of() : List.of(sender), mime4j, jakarta);
        checkMailboxes("Disposition-Notification-To", fields.readReceiptTo(), mime4j, jakarta);
        checkDate(fields.date() == null ? SENT : fields.date(), mime4j, jakarta);
        Map<String, @Nullable String> texts = new HashMap<>();
        texts.put("In-Reply-To", joined(fields.inReplyTo(), " "));
        texts.put("References", joined(fields.references(), " "));
        String id = fields.messageId();
        texts.put("Message-ID", id == null ? "<seed@example.org>" : id);
        texts.put(
                "List-Unsubscribe",
                joined(
                        fields.listUnsubscribe().stream()
                                .map(uri -> "<" + uri + ">")
                                .toList(),
                        ", "));
        fields.headers()
                .forEach((name, text) -> texts.put(
                        name,
                        text.isBlank() ? null : text.replaceFirst("^[ \t]+", "").replaceFirst("[ \t]+$", "")));
        texts.forEach((name, text) -> {
            assertThat(mime4j.header(name)).as(name).isEqualTo(text);
            assertThat(jakarta.header(name)).as(name).isEqualTo(text);
        });
    }

    /** The time by both readers, and the zone as it is written. */
    private static void checkDate(OffsetDateTime date, ReceivedMail mime4j, JakartaReader jakarta) {
        Instant written = date.toInstant().truncatedTo(ChronoUnit.SECONDS);
        assertThat(mime4j.date()).isEqualTo(written);
        assertThat(jakarta.date()).isEqualTo(written);
        assertThat(mime4j.header("Date"))
                .endsWith(DateTimeFormatter.ofPattern(" xx").format(date));
    }

    private static @Nullable String joined(List<String> pieces, String separator) {
        return pieces.isEmpty() ? null : String.join(separator, pieces);
    }

    private static void checkMailboxes(
            String field, List<EmailAddress> given, ReceivedMail mime4j, JakartaReader jakarta) {
        List<String> expected = given.stream()
                .map(a -> a.displayName() == null ? a.addrSpec() : a.displayName() + " <" + a.addrSpec() + ">")
                .toList();
        assertThat(mime4j.mailboxes(field)).isEqualTo(expected);
        assertThat(jakarta.mailboxes(field)).isEqualTo(expected);
    }

    /** A message ends with a line end, so a text that is the whole body is read with one, even if it had none. */
    private static @Nullable String lines(@Nullable String text, boolean single) {
        if (text == null) {
            return null;
        }
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        return single && !lines.endsWith("\r\n") ? lines + "\r\n" : lines;
    }

    private static String tree(Email email) {
        List<String> inline = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        for (Attachment file : email.attachments()) {
            (file.inline() && email.html() != null ? inline : listed).add(type(file));
        }
        String body = email.text() == null ? email.html() == null ? null : "text/html" : "text/plain";
        if (email.text() != null && email.html() != null) {
            body = "alternative[text/plain,text/html]";
        }
        if (!inline.isEmpty()) {
            body = "related[" + body + "," + String.join(",", inline) + "]";
        }
        if (body == null) {
            return "mixed[" + String.join(",", listed) + "]";
        }
        return listed.isEmpty() ? body : "mixed[" + body + "," + String.join(",", listed) + "]";
    }

    private static List<ReceivedPart> files(Email email) throws IOException {
        List<ReceivedPart> inline = new ArrayList<>();
        List<ReceivedPart> listed = new ArrayList<>();
        for (Attachment file : email.attachments()) {
            boolean shown = file.inline() && email.html() != null;
            byte[] octets = file.content().open().readAllBytes();
            (shown ? inline : listed)
                    .add(new ReceivedPart(
                            file.fileName(),
                            file.fileName(),
                            type(file),
                            shown ? "inline" : "attachment",
                            file.contentId(),
                            octets));
        }
        inline.addAll(listed);
        return inline;
    }

    /** A message is one where it can be sent without encoding (RFC 2046 section 5.2.1). */
    private static String type(Attachment file) {
        String type = file.contentType().split(";", 2)[0].toLowerCase(Locale.ROOT);
        return type.startsWith("message/") && !isSendable(file) ? "application/octet-stream" : type;
    }

    private static boolean isSendable(Attachment file) {
        try (InputStream in = file.content().open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return text.matches("(?s)(?:[!-9;-~]++:[^\r\n]*+\r\n(?:[ \t][^\r\n]*+\r\n)*+)++\r\n.*")
                    && text.matches("[\t\r\n -~]*")
                    && text.replace("\r\n", "").matches("[^\r\n]*")
                    && text.lines().noneMatch(line -> line.startsWith("From ") || line.length() > 998);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
