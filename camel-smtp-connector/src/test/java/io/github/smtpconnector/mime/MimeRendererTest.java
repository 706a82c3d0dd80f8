// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static io.github.smtpconnector.testkit.WireClean.assertWireClean8Bit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeRendererTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            t     | text/plain
            h     | text/html
            th    | alternative[text/plain,text/html]
            tf    | mixed[text/plain,application/pdf]
            ti    | mixed[text/plain,image/png]
            hf    | mixed[text/html,application/pdf]
            hi    | related[text/html,image/png]
            hii   | related[text/html,image/png,image/png]
            thi   | related[alternative[text/plain,text/html],image/png]
            thf   | mixed[alternative[text/plain,text/html],application/pdf]
            hif   | mixed[related[text/html,image/png],application/pdf]
            thif  | mixed[related[alternative[text/plain,text/html],image/png],application/pdf]
            thfif | mixed[related[alternative[text/plain,text/html],image/png],application/pdf,application/pdf]
            f     | mixed[application/pdf]
            i     | mixed[image/png]
            fi    | mixed[application/pdf,image/png]
            """)
    void buildsTheTreeOfWhatIsPresent(String parts, String tree) {
        Email.Builder mail = Mails.mail();
        int id = 0;
        for (char part : parts.toCharArray()) {
            switch (part) {
                case 't' -> mail.text("text");
                case 'h' -> mail.html("<p>html</p>");
                case 'i' -> mail.attach(Mails.file("i.png", "image/png", "i").inline("i" + ++id + "@x"));
                default -> mail.attach(Mails.file("f.pdf", "application/pdf", "f"));
            }
        }
        byte[] octets = Mails.octets(mail.build());
        assertWireClean(octets);
        assertThat(ReceivedMail.parse(octets).tree()).isEqualTo(tree);
        assertThat(JakartaReader.parse(octets).tree()).isEqualTo(tree);
    }

    @Test
    void writesTwiceTheSameOctetsAndKnowsTheirNumber() {
        RenderedMessage message = MimeRenderer.render(
                Mails.mail()
                        .text("ä")
                        .attach(Mails.file("a.pdf", "application/pdf", "x".repeat(15_000)))
                        .build(),
                Mails.ID,
                Mails.DATE);
        byte[] octets = Mails.octets(message);
        assertThat(Mails.octets(message)).isEqualTo(octets);
        assertThat(message.size()).isEqualTo(octets.length);
        assertThat(message.messageId()).isEqualTo(Mails.ID);
        assertThat(message.needs8Bit()).isFalse();
        assertThat(message.needsUtf8()).isFalse();
    }

    @Test
    void keepsBccOutOfTheHeaders() {
        Email email = Email.builder()
                .from(new EmailAddress(null, "ann", "example.org"))
                .bcc(new EmailAddress(null, "secret", "example.com"))
                .text("x")
                .build();
        ReceivedMail mail = ReceivedMail.parse(Mails.octets(email));
        assertThat(mail.headerNames())
                .containsExactly(
                        "Date", "From", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding");
        assertThat(mail.rawText()).doesNotContain("secret");
    }

    @Test
    void writesANonAsciiLocalPartAsUtf8AndSaysSo() {
        Email email = Mails.mail()
                .cc(new EmailAddress("Jürgen", "jürgen", "example.org"))
                .text("x")
                .build();
        RenderedMessage message = MimeRenderer.render(email, Mails.ID, Mails.DATE);
        assertThat(message.needsUtf8()).isTrue();
        assertThat(message.needs8Bit()).isFalse();
        byte[] octets = Mails.octets(message);
        assertWireClean8Bit(octets);
        assertThat(ReceivedMail.parse(octets).headers("Cc"))
                .containsExactly("=?UTF-8?Q?J=C3=BCrgen?= <jürgen@example.org>");
    }

    /** Servers and mail programs that know UTF-8 before the at sign know it behind it, too. */
    @Test
    void writesTheDomainAsPeopleDoWhereUtf8IsNeededAnyway() {
        Email email = Mails.mail()
                .cc("用户@例え.テスト")
                .cc("user@例え.テスト")
                .cc("\"a@ü\"@xn--mnchen-3ya.example")
                .text("x")
                .build();
        RenderedMessage message = MimeRenderer.render(email, Mails.ID, Mails.DATE);
        assertThat(message.needsUtf8()).isTrue();
        assertThat(ReceivedMail.parse(Mails.octets(message)).headers("Cc"))
                .containsExactly("用户@例え.テスト, user@xn--r8jz45g.xn--zckzah, \"a@ü\"@münchen.example");
        assertThat(email.envelope().recipients()).contains("用户@xn--r8jz45g.xn--zckzah");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?Q?x?=",
                "a =?utf-8?Q?x?= b",
                " leading",
                "  and  more",
                "two  blanks",
                "a   b    c",
                "a\ttab",
                "a \t b\t\tc",
                "\ttab first",
                "😀😀😀",
                "e\u0301",
                "Re: [list] Grüße, \"quoted\" (comment) <x@y>",
                "?= =",
                "plain"
            })
    void subjectsArriveLiterally(String subject) {
        byte[] octets = Mails.octets(Mails.mail().subject(subject).text("x").build());
        assertWireClean(octets);
        assertThat(ReceivedMail.parse(octets).header("Subject")).isEqualTo(subject);
        assertThat(JakartaReader.parse(octets).subject()).isEqualTo(subject);
    }

    /** Jakarta Mail takes a backslash before a fold for one that escapes the line's end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 57, 58, 59})
    void noLineOfAHeaderEndsInABackslash(int length) {
        String text = "x".repeat(length) + "\\ " + "y".repeat(60) + " \\\\ z";
        byte[] octets = Mails.octets(
                Mails.mail().subject(text).header("X-Path", text).text("x").build());
        assertWireClean(octets);
        assertThat(new String(octets, StandardCharsets.US_ASCII))
                .doesNotContain("\\\r\n")
                .as("readable by machine")
                .satisfies(mail -> assertThat(mail.replace("\r\n", "")).contains("X-Path: " + text));
        assertThat(ReceivedMail.parse(octets).header("X-Path")).isEqualTo(text);
        assertThat(JakartaReader.parse(octets).header("X-Path")).isEqualTo(text);
        assertThat(JakartaReader.parse(octets).subject()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "word ", "ä", "😀", "=?", "\""})
    void subjectsOfAnyLengthFold(String piece) {
        String subject = piece.repeat(10_000 / piece.length()) + "x";
        byte[] octets = Mails.octets(Mails.mail().subject(subject).text("x").build());
        assertWireClean(octets);
        ReceivedMail mail = ReceivedMail.parse(octets);
        assertThat(mail.header("Subject")).isEqualTo(subject);
        assertThat(mail.rawText().lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void thousandsOfRecipientsFold() {
        Email.Builder mail = Mails.mail().text("x");
        for (int i = 0; i < 3000; i++) {
            mail.cc(new EmailAddress("Name " + i, "user" + i, "example.com"));
        }
        byte[] octets = Mails.octets(mail.build());
        assertThat(new String(octets, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 78);
        assertThat(ReceivedMail.parse(octets).mailboxes("Cc"))
                .hasSize(3000)
                .endsWith("Name 2999 <user2999@example.com>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Ann Other        | Ann Other <a@example.org>
            A. Other         | "A. Other" <a@example.org>
            Other, A         | "Other, A" <a@example.org>
            a"b\\c           | "a\\"b\\\\c" <a@example.org>
            ann@evil.example | "ann@evil.example" <a@example.org>
            Jürgen           | =?UTF-8?Q?J=C3=BCrgen?= <a@example.org>
            山田             | =?UTF-8?B?5bGx55Sw?= <a@example.org>
            =?x?Q?y?=        | =?UTF-8?B?PT94P1E/eT89?= <a@example.org>
            ``               | a@example.org
            """)
    void namesTakeTheirPlainestForm(String name, String header) {
        Email email = Email.builder()
                .from(new EmailAddress(name, "a", "example.org"))
                .to(new EmailAddress(null, "b", "example.org"))
                .text("x")
                .build();
        byte[] octets = Mails.octets(email);
        assertThat(ReceivedMail.parse(octets).headers("From")).containsExactly(header);
        if (!name.isEmpty()) {
            assertThat(ReceivedMail.parse(octets).mailboxes("From")).containsExactly(name + " <a@example.org>");
            assertThat(JakartaReader.parse(octets).mailboxes("From")).containsExactly(name + " <a@example.org>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: evil@example.org", "x\ny", "x\ry", "x\0y", "ä"})
    void theLastGateRefusesWhatWouldBeAnotherLine(String evil) {
        Email plain = Mails.mail().text("x").build();
        assertThatThrownBy(() -> MimeRenderer.render(plain, "<" + evil + "@example.org>", Mails.DATE))
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining("Message-ID");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 'Thu, 1 Jan 1970 00:00:00 +0000'",
        "2024-02-29T23:59:59.999Z, 'Thu, 29 Feb 2024 23:59:59 +0000'",
        "2026-12-06T09:05:01Z, 'Sun, 6 Dec 2026 09:05:01 +0000'"
    })
    void datesAreInUtc(String date, String header) {
        assertThat(DateTimes.format(Instant.parse(date))).isEqualTo(header);
    }
}
