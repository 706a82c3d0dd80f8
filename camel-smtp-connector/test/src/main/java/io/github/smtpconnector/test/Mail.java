// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer.TakenMail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mail that a server has taken: its envelope, and what is in it. What it does not have is empty. */
public final class Mail {

    private final TakenMail taken;
    private volatile @Nullable ReceivedMail content;

    Mail(TakenMail taken) {
        this.taken = taken;
    }

    /** Whom the envelope names as the sender: the address that notices of failure go to. */
    public String sender() {
        String command = taken.mailCommand();
        return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
    }

    /** What the sender said behind the address in MAIL, as in {@code SIZE=1204 BODY=8BITMIME}. */
    public String senderParameters() {
        String command = taken.mailCommand();
        return command.substring(command.indexOf('>') + 1).strip();
    }

    /** Whom the envelope names: those of To, Cc and Bcc alike. */
    public List<String> recipients() {
        return taken.recipients();
    }

    /** The header From, as in {@code Ann Example <ann@example.com>}. */
    public String from() {
        return String.join(", ", read().mailboxes("From"));
    }

    /** The mailboxes of the header To, each as {@code Ann Example <ann@example.com>} or the address alone. */
    public List<String> to() {
        return read().mailboxes("To");
    }

    /** The mailboxes of the header Cc. */
    public List<String> cc() {
        return read().mailboxes("Cc");
    }

    /** The mailboxes of the header Reply-To. */
    public List<String> replyTo() {
        return read().mailboxes("Reply-To");
    }

    public String subject() {
        return header("Subject");
    }

    /** With its angle brackets. */
    public String messageId() {
        return header("Message-ID");
    }

    /** The plain text, with {@code \n} at the end of its lines and none behind the last. */
    public String text() {
        return lines(read().text());
    }

    /** The html, with {@code \n} at the end of its lines and none behind the last. */
    public String html() {
        return lines(read().html());
    }

    /** Every part that is neither the text nor the html, in order; images within the html too. */
    public List<Attachment> attachments() {
        return read().attachments().stream().map(Attachment::of).toList();
    }

    /** The attachment of that name. */
    public Optional<Attachment> attachment(String name) {
        return attachments().stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** The first header of that name, unfolded and decoded, or empty. */
    public String header(String name) {
        return Objects.requireNonNullElse(read().header(name), "");
    }

    /** All headers of that name as they were written, only unfolded. */
    public List<String> headers(String name) {
        return read().headers(name);
    }

    /** The names of all headers, in order. */
    public List<String> headerNames() {
        return read().headerNames();
    }

    /** The tree of parts, as in {@code mixed[alternative[text/plain,text/html],application/pdf]}. */
    public String parts() {
        return read().tree();
    }

    /** The octets that came, as a file {@code .eml} has them. */
    public byte[] source() {
        return taken.content().clone();
    }

    /** The same as text. */
    public String sourceText() {
        return new String(taken.content(), StandardCharsets.UTF_8);
    }

    /** Over which connection it came, counted from 1 since the server started. */
    public int connection() {
        return taken.connection();
    }

    private ReceivedMail read() {
        ReceivedMail read = content;
        if (read == null) {
            read = taken.parsed();
            content = read;
        }
        return read;
    }

    private static String lines(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").replaceFirst("\n+\\z", "");
    }

    /** In one line: envelope, subject and the names of the attachments. */
    @Override
    public String toString() {
        return "from <" + sender() + "> to " + recipients() + ", subject '" + subject() + "'"
                + (attachments().isEmpty() ? "" : ", attached " + attachments());
    }
}
