// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.email.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Mails of every shape and script, the same again for the same seed. */
public final class MailGenerator {

    private static final List<String> SNIPPETS = List.of(
            "a",
            "word",
            "Grüße",
            "Привет",
            "мир",
            "你好",
            "日本語",
            "مرحبا",
            "שלום",
            "e\u0301",
            "👩‍👩‍👧",
            "😀",
            "𝄞",
            "ﬀ",
            "\u00a0",
            "=?utf-8?Q?x?=",
            "=?",
            "?=",
            "=",
            "=41",
            ".",
            "..",
            "From ",
            "--",
            "--=_1_",
            ";",
            ",",
            "\"",
            "\\",
            "(",
            ")",
            "<b>",
            "&amp;",
            "%41",
            "'",
            "_",
            "@",
            ":",
            "1234567890",
            "x".repeat(80),
            "ж".repeat(40),
            "{}",
            "a b",
            "€",
            "ÿ");

    private static final List<String> BLANKS = List.of(" ", " ", " ", " ", "  ", "\t");
    private static final List<String> LINE_ENDS =
            List.of("\n", "\r\n", "\r", "\n\n", " \n", "\t\r\n", "\n.\n", "\nFrom ", "\r\n--=_1_x\r\n", "\n \n");
    private static final List<String> TYPES = List.of(
            "application/pdf",
            "image/png",
            "text/plain",
            "text/csv; charset=ISO-8859-1",
            "text/html",
            "message/rfc822",
            "application/octet-stream",
            "Application/X-Odd; name=other; a=\"b;c\"");

    private final Random random;

    public MailGenerator(long seed) {
        random = new Random(seed);
    }

    public Email next() {
        Email.Builder mail = Email.builder().from(mailbox(0));
        int number = 1;
        for (int i = random.nextInt(100) == 0 ? 300 : random.nextInt(4); i >= 0; i--) {
            mail.to(mailbox(number++));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            mail.cc(mailbox(number++));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            mail.bcc(mailbox(number++));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            mail.replyTo(mailbox(number++));
        }
        if (random.nextInt(10) > 0) {
            mail.subject(line(random.nextInt(12) == 0 ? 2000 : 12));
        }
        int shape = 1 + random.nextInt(7);
        if ((shape & 1) != 0) {
            mail.text(text());
        }
        if ((shape & 2) != 0) {
            mail.html(text());
        }
        for (int i = shape == 4 || (shape & 4) != 0 ? 1 + random.nextInt(4) : 0; i > 0; i--) {
            mail.attach(attachment(i));
        }
        addFields(mail);
        return mail.build();
    }

    private void addFields(Email.Builder mail) {
        if (random.nextInt(4) == 0) {
            mail.sender(mailbox(900)).readReceiptTo(mailbox(901)).readReceiptTo(mailbox(902));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            mail.header("X-Field-" + i, line(random.nextInt(8) == 0 ? 400 : 12));
        }
        if (random.nextInt(4) == 0) {
            String ids = "<a" + "b".repeat(random.nextInt(200)) + "@example.org> ";
            mail.references(ids.repeat(1 + random.nextInt(40))).inReplyTo(ids);
            mail.date(Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE))
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60))));
            mail.messageId("own." + random.nextInt(1000) + "@[192.0.2.1]");
        }
        if (random.nextInt(4) == 0) {
            mail.priority(Priority.values()[random.nextInt(3)]);
            mail.listUnsubscribe("mailto:leave@example.org,https://example.org/" + "x".repeat(random.nextInt(700)));
        }
    }

    private EmailAddress mailbox(int number) {
        return new EmailAddress(
                name(), "user" + number, random.nextInt(9) == 0 ? "xn--mnchen-3ya.example" : "example.org");
    }

    private @Nullable String name() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "Ann Other";
            default -> withoutTabs(line(random.nextInt(15) == 0 ? 60 : 5));
        };
    }

    private Attachment attachment(int number) {
        if (random.nextInt(3) == 0) {
            return pick(ForeignLabel.ALL).attachment(number, Content.of(octets()), random.nextInt(3) == 0);
        }
        byte[] octets = octets();
        String name = random.nextInt(4) == 0 ? "file" + number + ".pdf" : withoutFolders(line(1 + random.nextInt(20)));
        boolean inline = random.nextInt(3) == 0;
        String id = inline || random.nextInt(4) == 0 ? "id" + number + "@example.org" : null;
        return new Attachment(name, pick(TYPES), Content.of(octets), inline, id);
    }

    private byte[] octets() {
        if (random.nextInt(3) > 0) {
            byte[] octets = new byte[size()];
            random.nextBytes(octets);
            return octets;
        }
        String text = random.nextBoolean() ? text() : text().replaceAll("\r\n|\r|\n", "\r\n");
        boolean message = random.nextBoolean();
        return ((message ? "Subject: x\r\nMIME-Version: 1.0\r\n\r\n" : "") + text).getBytes(StandardCharsets.UTF_8);
    }

    /** A tab is no part of a name. */
    private static String withoutTabs(String name) {
        return notBlank(name.replace('\t', ' '));
    }

    /** Of a path only the last part is the file's name, a name has a limit, and dots that mean a folder are none. */
    private static String withoutFolders(String name) {
        String flat = withoutTabs(name.replace('/', '-').replace('\\', '-'));
        return flat.matches("\\.{1,2}")
                ? "x"
                : flat.substring(0, flat.offsetByCodePoints(0, Math.min(120, flat.codePointCount(0, flat.length()))));
    }

    private int size() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(4);
            case 1 -> 57 * random.nextInt(10);
            case 2 -> 57 * 256 + random.nextInt(3) - 1;
            case 3 -> 40_000 + random.nextInt(3);
            default -> random.nextInt(3000);
        };
    }

    private String text() {
        int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(600);
        boolean ascii = random.nextInt(3) == 0;
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            String snippet = pick(random.nextInt(6) == 0 ? LINE_ENDS : SNIPPETS);
            if (!ascii || snippet.chars().allMatch(c -> c < 128)) {
                text.append(snippet).append(random.nextInt(3) == 0 ? " " : "");
            }
        }
        return text.toString();
    }

    private String line(int most) {
        int count = random.nextInt(most + 1);
        boolean ascii = random.nextInt(3) == 0;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String snippet = pick(SNIPPETS);
            if (!ascii || snippet.chars().allMatch(c -> c < 128)) {
                line.append(snippet).append(random.nextBoolean() ? pick(BLANKS) : "");
            }
        }
        return line.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String notBlank(String text) {
        return text.isBlank() ? "x" : text;
    }
}
