// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts stand in the header: which are encoded, and where they are split. */
class HeaderTextTest {

    private static final Pattern B = Pattern.compile("=\\?UTF-8\\?B\\?([^?]*)\\?=");

    private static String header(Email.Builder mail) {
        byte[] octets = Mails.octets(mail.text("x").build());
        assertWireClean(octets);
        String text = new String(octets, StandardCharsets.US_ASCII);
        return text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    private static String unfolded(String header) {
        return header.replace("\r\n ", " ");
    }

    /** Some mail programs join the words of one text before they decode it. */
    @ParameterizedTest
    @ValueSource(strings = {"Привет", "مرحبا", "Ελληνικά", "日本語Latin", "東京", "안녕하세요", "😀👍", "a😀", "éж日😀x"})
    void encodedWordsAreWholeAlsoWhenTheyAreJoined(String letters) {
        Random random = new Random(1);
        long padded = 0;
        int[] characters = letters.codePoints().toArray();
        for (int length = 20; length < 140; length++) {
            StringBuilder text = new StringBuilder("ж");
            for (int i = 0; i < length; i++) {
                text.appendCodePoint(random.nextInt(7) == 0 ? ' ' : characters[random.nextInt(characters.length)]);
            }
            String subject = text.append("ж").toString();
            List<String> words = B.matcher(header(Mails.mail().subject(subject)))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(words).as(subject).isNotEmpty();
            assertThat(words.subList(0, words.size() - 1)).as(subject).allMatch(HeaderTextTest::isWholeOrMustBePadded);
            assertThat(words.stream()
                            .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
                            .collect(Collectors.joining()))
                    .isEqualTo(subject);
            padded += words.subList(0, words.size() - 1).stream()
                    .filter(word -> word.endsWith("="))
                    .count();
        }
        // Among letters of three octets a single blank leaves no other place.
        assertThat(padded).isLessThanOrEqualTo(letters.matches("東京|안녕하세요") ? 180 : 0);
    }

    /** Letters of three octets behind one blank have no place to split at. */
    private static boolean isWholeOrMustBePadded(String word) {
        byte[] octets = Base64.getDecoder().decode(word);
        for (int end = octets.length - 1; word.endsWith("=") && octets.length - end < 24; end--) {
            if (end % 3 == 0 && (octets[end] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aNameIsNotCutThatFitsOnALineNorFoldedAwayFromItsAddress() {
        List<String> names = List.of(
                "Иван Петров", "محمد علي", "Müller,  Jürgen", "山田 太郎", "Doe, Jane", "Ann B. Other", "Ann Other", "J");
        for (int pad = 0; pad < 80; pad++) {
            for (String name : names) {
                Email.Builder mail = Mails.mail()
                        .cc("\"" + "p".repeat(1 + pad % 60) + "\" <" + "q".repeat(1 + pad / 2) + "@example.org>");
                String header =
                        header(mail.cc("\"" + name + "\" <a@example.com>").cc("b@example.com"));
                assertThat(header.lines())
                        .as("%s after %s characters", name, pad)
                        .allMatch(line -> line.length() <= 76)
                        .anyMatch(line -> ReceivedMail.parse(
                                        ("To: " + line.strip().replaceFirst("^Cc: ", "") + "\r\n\r\n")
                                                .getBytes(StandardCharsets.US_ASCII))
                                .mailboxes("To")
                                .contains(name + " <a@example.com>"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ж, 22, 40, 1", // the name fits on a line, the address does not beside it
        "ж, 22, 3, 1",
        "x., 34, 30, 1",
        "ж, 40, 3, 2", // no line holds the name
    })
    void aNameThatFitsOnALineIsOneWord(String piece, int count, int address, int words) {
        String header = header(Mails.mail()
                .cc("first.of.all@example.org")
                .cc("\"" + piece.repeat(count) + "\" <" + "a".repeat(address) + "@example.com>"));
        assertThat(Pattern.compile("=\\?UTF-8|\"").matcher(header).results().count())
                .isEqualTo(piece.equals("ж") ? words : 2);
        assertThat(header.lines().filter(line -> line.contains("\"")))
                .allMatch(line -> line.chars().filter(c -> c == '"').count() == 2);
    }

    @Test
    void wordsOfQEndBehindABlankWhereOneIsNear() {
        String subject = "Für die Änderungen an den Verträgen möchten wir danken und hören gern von Ihnen ".repeat(9);
        Matcher words = Pattern.compile("=\\?UTF-8\\?Q\\?([^?]*)\\?=")
                .matcher(header(Mails.mail().subject(subject)));
        List<String> found = words.results().map(word -> word.group(1)).toList();
        assertThat(found).hasSizeGreaterThan(9);
        assertThat(found.subList(0, found.size() - 1)).allMatch(word -> word.endsWith("_"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "Order  4711|Order  4711",
                "Order 4711 |Order 4711",
                "Order 4711\t  |Order 4711",
                "a\tb|a\tb",
                " Order|=?UTF-8?Q?_Order?=",
                "a =? b|=?UTF-8?B?YSA9PyBi?=",
                "a =?utf-8?Q?x?= b|=?UTF-8?B?YSA9P3V0Zi04P1E/eD89IGI=?="
            })
    void blanksNeedNoEncoding(String subject, String written) {
        assertThat(unfolded(header(Mails.mail().subject(subject)))).contains("\r\nSubject: " + written + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \t"})
    void aSubjectOfBlanksIsNone(String subject) {
        assertThat(header(Mails.mail().subject(subject))).doesNotContain("Subject");
    }

    @Test
    void textIsFoldedWhereOneBlankStandsAlone() {
        String text = "ab  cd\tef gh   ij \tkl mn \\ op ".repeat(40).strip();
        String header = header(Mails.mail().subject(text).header("X-Text", text));
        assertThat(header).doesNotContainPattern("[ \t\\\\]\r\n|\r\n [ \t]");
        assertThat(unfolded(header)).contains("Subject: " + text + "\r\n").contains("X-Text: " + text + "\r\n");
        byte[] octets = (header + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(ReceivedMail.parse(octets).header("Subject")).isEqualTo(text);
        assertThat(JakartaReader.parse(octets).subject()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example  Shop", "A   B  C", "a  \"b\" c"})
    void aNameWithTwoBlanksIsAQuotedString(String name) {
        Email.Builder mail = Mails.mail().cc(new io.github.smtpconnector.email.EmailAddress(name, "a", "example.com"));
        String header = header(mail);
        assertThat(header).contains("Cc: " + Parameters.quoted(name) + " <a@example.com>\r\n");
        byte[] octets = (header + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(ReceivedMail.parse(octets).mailboxes("Cc")).containsExactly(name + " <a@example.com>");
        assertThat(JakartaReader.parse(octets).mailboxes("Cc")).containsExactly(name + " <a@example.com>");
    }

    /** The programs that read them decode no encoded words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\":  [\"a\"]}",
                "{\"a\":\t\"b\",  \"url\": \"https://example.com/?x=?y=?\"}",
                "=?",
                "=?=?=? x",
                "a=?b?c?d"
            })
    void whatMachinesReadStaysAsItIs(String text) {
        assertThat(unfolded(header(Mails.mail().header("X-SMTPAPI", text))))
                .contains("\r\nX-SMTPAPI: " + text + "\r\n");
        assertThat(header(Mails.mail().header("X-SMTPAPI", " " + text + " \t")))
                .isEqualTo(header(Mails.mail().header("X-SMTPAPI", text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?utf-8?Q?x?=", "a =?utf-8?b?eA==?= b", "=?=?x?q?y", "=?<b>?==??=", "a=?b c? d?e?= f"})
    void whatReadersWouldDecodeIsEncoded(String text) {
        String header = header(Mails.mail().header("X-Text", text));
        assertThat(header).doesNotContain(text);
        byte[] octets = (header + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(ReceivedMail.parse(octets).header("X-Text")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Nachrichten für Köln <koeln.example.org>   | =?UTF-8?Q?Nachrichten_f=C3=BCr_K=C3=B6ln?= <koeln.example.org>
            Kölner <b> Liste <koeln.example.org>       | =?UTF-8?B?S8O2bG5lciA8Yj4gTGlzdGU=?= <koeln.example.org>
            Köln <köln.example.org>                    | =?UTF-8?B?S8O2bG4gPGvDtmxuLmV4YW1wbGUub3JnPg==?=
            Köln <a b>                                 | =?UTF-8?B?S8O2bG4gPGEgYj4=?=
            News <news.example.org>                    | News <news.example.org>
            <koeln.example.org>                        | <koeln.example.org>
            """)
    void whatStandsInBracketsAtTheEndStaysAsItIs(String text, String written) {
        String header = header(Mails.mail().header("List-Id", text));
        assertThat(unfolded(header)).contains("\r\nList-Id: " + written + "\r\n");
        assertThat(ReceivedMail.parse((header + "\r\n").getBytes(StandardCharsets.US_ASCII))
                        .header("List-Id"))
                .isEqualTo(text);
    }

    @Test
    void theSenderStandsBesideWhomItSendsFor() {
        assertThat(header(Mails.mail().sender("office@example.org").subject("s").replyTo("r@example.org"))
                        .lines()
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .collect(Collectors.joining(" ")))
                .startsWith("Date From Sender Reply-To To Subject");
    }
}
