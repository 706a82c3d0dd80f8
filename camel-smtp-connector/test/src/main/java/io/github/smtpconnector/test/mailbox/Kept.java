// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer.TakenMail;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mail in the mailbox. What it does not have is empty. */
record Kept(int id, LocalDateTime at, TakenMail taken, ReceivedMail mail) {

    static Kept of(int id, LocalDateTime at, TakenMail taken) {
        return new Kept(id, at, taken, read(taken));
    }

    /** A mail that no reader understands is still taken, and shown as its source. */
    private static ReceivedMail read(TakenMail taken) {
        try {
            return taken.parsed();
        } catch (RuntimeException e) {
            return ReceivedMail.parse(("Subject: (cannot be read: see Source)\r\n\r\n" + e.getMessage() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    String header(String name) {
        return orEmpty(mail.header(name));
    }

    String mailboxes(String name) {
        return String.join(", ", mail.mailboxes(name));
    }

    String subject() {
        String subject = header("Subject");
        return subject.isBlank() ? "(no subject)" : subject;
    }

    String text() {
        return orEmpty(mail.text());
    }

    String html() {
        return orEmpty(mail.html());
    }

    List<ReceivedPart> files() {
        return mail.attachments();
    }

    static String name(ReceivedPart file) {
        String name = file.fileName() == null ? file.typeName() : file.fileName();
        return name == null || name.isEmpty() ? "(no name)" : name;
    }

    /** Those that the envelope names and the header does not: readers of the mail do not see them. */
    List<String> hiddenRecipients() {
        String seen = mailboxes("To") + ", " + mailboxes("Cc");
        return taken.recipients().stream()
                .filter(recipient -> !seen.contains(recipient))
                .toList();
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
