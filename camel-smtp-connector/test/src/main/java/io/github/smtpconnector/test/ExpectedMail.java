// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a test expects: {@code server.mail().to("ann@example.com").hasAttachment("a.pdf")}.
 *
 * <p>{@code to}, {@code from}, {@code withSubject} and {@code matching} say which mail is meant. What {@code has} in its name
 * waits until that mail has come, and fails with an {@link AssertionError} when none or more than one has, or when it is
 * not as it should be.
 */
public final class ExpectedMail {

    private final Inbox inbox;
    private final String description;
    private final Predicate<Mail> meant;
    private @Nullable Mail found;

    ExpectedMail(Inbox inbox) {
        this(inbox, "mail", mail -> true);
    }

    private ExpectedMail(Inbox inbox, String description, Predicate<Mail> meant) {
        this.inbox = inbox;
        this.description = description;
        this.meant = meant;
    }

    /** One that went to this address, be it in To, Cc or Bcc. */
    public ExpectedMail to(String address) {
        return matching("to " + address, mail -> mail.recipients().stream().anyMatch(address::equalsIgnoreCase));
    }

    /** One with this address in From. */
    public ExpectedMail from(String address) {
        return matching("from " + address, mail -> addressOf(mail.from()).equalsIgnoreCase(address));
    }

    /** One with exactly this subject. */
    public ExpectedMail withSubject(String subject) {
        return matching(
                "with the subject '" + subject + "'", mail -> mail.subject().equals(subject));
    }

    /** One of which this holds; the description goes into the error, as in {@code with an id}. */
    public ExpectedMail matching(String what, Predicate<Mail> condition) {
        return new ExpectedMail(inbox, description + " " + what, meant.and(condition));
    }

    public ExpectedMail hasSubject(String subject) {
        return holds(
                get().subject().equals(subject), "has the subject '" + get().subject() + "', not '" + subject + "'");
    }

    /** Line breaks count, those behind the last line do not. */
    public ExpectedMail hasText(String text) {
        return holds(get().text().equals(plain(text)), "has the text '" + get().text() + "', not '" + text + "'");
    }

    public ExpectedMail hasTextContaining(String part) {
        return holds(get().text().contains(plain(part)), "has the text '" + get().text() + "' without '" + part + "'");
    }

    public ExpectedMail hasHtmlContaining(String part) {
        return holds(get().html().contains(plain(part)), "has the html '" + get().html() + "' without '" + part + "'");
    }

    public ExpectedMail hasAttachment(String name) {
        return holds(get().attachment(name).isPresent(), "has no attachment " + name + " but " + get().attachments());
    }

    /** One of that name and with exactly these octets. */
    public ExpectedMail hasAttachment(String name, byte[] content) {
        hasAttachment(name);
        byte[] came = get().attachment(name).orElseThrow().bytes();
        int first = Arrays.mismatch(came, content);
        return holds(
                first < 0,
                "has an attachment " + name + " of " + came.length + " bytes that differs from the " + content.length
                        + " expected at byte " + first);
    }

    /** One of that name and with exactly this text in UTF-8. */
    public ExpectedMail hasAttachment(String name, String text) {
        hasAttachment(name);
        String came = get().attachment(name).orElseThrow().text();
        return holds(came.equals(text), "has an attachment " + name + " with '" + came + "', not '" + text + "'");
    }

    public ExpectedMail hasNoAttachments() {
        return holds(get().attachments().isEmpty(), "has the attachments " + get().attachments());
    }

    /** Whose first field of that name says this, once it is unfolded and decoded. */
    public ExpectedMail hasHeader(String name, String value) {
        return holds(
                get().header(name).equals(value),
                "has in " + name + " '" + get().header(name) + "', not '" + value + "'");
    }

    public ExpectedMail hasNoHeader(String name) {
        return holds(get().headers(name).isEmpty(), "has " + name + ": " + get().headers(name));
    }

    /** Exactly these in the envelope, in any order. */
    public ExpectedMail hasRecipients(String... addresses) {
        return holds(
                set(get().recipients()).equals(set(List.of(addresses))),
                "went to " + get().recipients() + ", not to " + List.of(addresses));
    }

    /** The mail itself, once it has come. */
    public Mail get() {
        Mail mail = found;
        if (mail == null) {
            mail = await();
            found = mail;
        }
        return mail;
    }

    private Mail await() {
        List<Mail> all = inbox.await(mails -> mails.stream().anyMatch(meant));
        List<Mail> fitting = all.stream().filter(meant).toList();
        if (fitting.isEmpty()) {
            throw new AssertionError("No " + description + inbox.nothingCame());
        }
        if (fitting.size() > 1) {
            throw new AssertionError(fitting.size() + " mails instead of one " + description + ". " + inbox.report());
        }
        return fitting.get(0);
    }

    private ExpectedMail holds(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError("The " + description + " " + otherwise);
        }
        return this;
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").replaceFirst("\n+\\z", "");
    }

    private static String addressOf(String mailbox) {
        return mailbox.substring(mailbox.indexOf('<') + 1).replaceFirst(">.*", "");
    }

    private static Set<String> set(List<String> addresses) {
        return addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
