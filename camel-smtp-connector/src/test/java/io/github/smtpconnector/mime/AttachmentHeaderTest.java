// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentHeaderTest {

    static Stream<String> names() {
        return Stream.of(
                "report.pdf",
                "two words.pdf",
                "quo\"te.pdf",
                "semi;colon.pdf",
                "Ann's.pdf",
                "it's 'quoted'.pdf",
                "100%41.pdf",
                "=?utf-8?Q?x?=.pdf",
                "  blanks  .pdf ",
                "Angebot Müller.pdf",
                "отчёт.docx",
                "見積書.xlsx",
                "تقرير.pdf",
                "😀👩‍👩‍👧.png",
                "e\u0301.txt",
                "x".repeat(196) + ".pdf",
                "ж".repeat(196) + ".pdf",
                "😀".repeat(100),
                "a;b=c\"; filename=\"evil.exe",
                "r".repeat(60) + ".pdf",
                "r".repeat(61) + ".pdf",
                "Quarterly report of the northern region with all annexes and tables ".repeat(3) + ".pdf",
                "Übersicht über alle   Verträge ".repeat(8) + ".pdf",
                " ".repeat(200) + "x",
                "御見積書".repeat(63),
                ".hidden",
                "noextension");
    }

    @ParameterizedTest
    @MethodSource("names")
    void bothReadersGiveTheNameBack(String name) {
        byte[] octets = octets(Mails.file(name, "application/pdf", "content"));
        assertWireClean(octets);
        boolean wide = name.length() > 100 && !name.startsWith("x") && !name.startsWith("Q");
        assertThat(new String(octets, StandardCharsets.US_ASCII).lines())
                .allMatch(
                        line -> line.length() <= 78 || (wide && line.startsWith(" filename*") && line.length() < 300));
        for (ReceivedPart part : parts(octets)) {
            assertThat(part.fileName()).isEqualTo(name);
            assertThat(part.typeName()).isEqualTo(name);
            assertThat(part.disposition()).isEqualTo("attachment");
        }
    }

    /** Some mail programs sort the tenth section wrongly, and some drop a blank at the end of a section. */
    @ParameterizedTest
    @MethodSource("names")
    void longNamesHaveAFewSectionsThatEndBesideNoBlank(String name) {
        List<String> sections = Pattern.compile("filename\\*(\\d+)\\*=([^;\r]*)")
                .matcher(new String(octets(Mails.file(name, "application/pdf", "x")), StandardCharsets.US_ASCII))
                .results()
                .map(section -> section.group(2).replace("UTF-8''", ""))
                .toList();
        assertThat(sections)
                .hasSizeLessThanOrEqualTo(10)
                .filteredOn(section -> !section.matches("(%20)+x?"))
                .allSatisfy(section -> assertThat(section).doesNotStartWith("%20"))
                .allSatisfy(section -> assertThat(section).doesNotEndWith("%20"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            report of the year.pdf | name="report of the year.pdf" | filename="report of the year.pdf"
            a  b.pdf               | name="a  b.pdf"               | filename="a  b.pdf"
            a"b.pdf                | name="=?UTF-8?Q?a=22b=2Epdf?=" | filename*=UTF-8''a%22b.pdf
            it's 'x'.pdf           | name="=?UTF-8?B?aXQncyAneCcucGRm?=" | filename*=UTF-8''it%27s%20%27x%27.pdf
            """)
    void namesStandInQuotesWhereNoReaderMindsWhatIsInThem(String name, String type, String disposition) {
        assertThat(new String(octets(Mails.file(name, "application/pdf", "x")), StandardCharsets.US_ASCII))
                .contains(type + "\r\n")
                .contains(disposition + "\r\n");
    }

    @Test
    void anAsciiNameStandsInQuotesAsLongAsItFitsOnALine() {
        for (int length = 40; length < 70; length++) {
            String name = "n".repeat(length - 4) + ".pdf";
            assertThat(new String(octets(Mails.file(name, "application/pdf", "x")), StandardCharsets.US_ASCII)
                            .contains(" filename=\"" + name + "\"\r\n"))
                    .isEqualTo(length <= 64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "message/rfc822", "application/json"})
    void octetsArriveExactlyWhateverTheType(String type) {
        String content = "\u00e4\r\n.\r\nlone\nlf\rcr\0\r\n--=_1_x\r\n" + "y".repeat(2000);
        byte[] octets = octets(Mails.file("a", type, content));
        assertWireClean(octets);
        for (ReceivedPart part : parts(octets)) {
            assertThat(part.bytes()).isEqualTo(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            text/plain                                  | text/plain; name="a"
            text/csv; charset=ISO-8859-1; header=absent | text/csv; charset=ISO-8859-1; header=absent; name="a"
            application/x; p="a;b\\"c"                  | application/x; p="a;b\\"c"; name="a"
            application/x; name=other; name*=UTF-8''b   | application/x; name="a"
            message/rfc822                              | application/octet-stream; name="a"
            """)
    void theTypeIsWhatTheCallerSaysAsFarAsItCanBe(String type, String header) {
        String mail = new String(octets(Mails.file("a", type, "x")), StandardCharsets.US_ASCII);
        assertThat(mail.replace("\r\n ", " ")).contains("\r\nContent-Type: " + header + "\r\n");
    }

    private static byte[] octets(Attachment file) {
        return Mails.octets(Mails.mail().text("x").attach(file).build());
    }

    private static Iterable<ReceivedPart> parts(byte[] octets) {
        return Stream.of(
                        ReceivedMail.parse(octets).attachments(),
                        JakartaReader.parse(octets).attachments())
                .map(parts -> parts.get(0))
                .toList();
    }
}
