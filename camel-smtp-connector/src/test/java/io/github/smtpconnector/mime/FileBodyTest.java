// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are sent without base64, and that each arrives octet by octet. */
class FileBodyTest {

    private static String sent(String type, String content) {
        String octets = content.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0");
        byte[] expected = octets.getBytes(StandardCharsets.UTF_8);
        return sent(new Attachment("a.txt", type, Content.of(expected), false, null), expected);
    }

    /** Type and encoding. */
    private static String sent(Attachment file, byte[] expected) {
        byte[] mail = Mails.octets(Mails.mail().text("x").attach(file).build());
        assertWireClean(mail);
        for (List<ReceivedPart> parts : List.of(
                ReceivedMail.parse(mail).attachments(),
                JakartaReader.parse(mail).attachments())) {
            assertThat(parts).hasSize(1);
            assertThat(parts.get(0).bytes()).isEqualTo(expected);
            assertThat(parts.get(0).fileName()).isEqualTo("a.txt");
        }
        Matcher part = Pattern.compile("Type: ([^;]+); name=\"a.txt\"\r\n.*-Encoding: (.*)\r\n")
                .matcher(new String(mail, StandardCharsets.US_ASCII));
        assertThat(part.find()).isTrue();
        return part.group(1) + " " + part.group(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``                            | 7bit
            `a,b\\r\\n1,2\\r\\n`          | 7bit
            `a\\tb`                       | 7bit
            `a \\r\\nb`                   | quoted-printable
            `.\\r\\n`                     | quoted-printable
            `From a\\r\\n`                | quoted-printable
            `--=_1_x\\r\\n`               | quoted-printable
            `Grüße\\r\\n`                 | quoted-printable
            `\uFEFFa;b\\r\\n`             | quoted-printable
            `Привет, мир\\r\\n`           | base64
            `a\\nb`                       | base64
            `a\\r\\nb\\n`                 | base64
            `a\\rb`                       | base64
            `a\\r\\r\\nb`                 | base64
            `a\\r`                        | base64
            `a\\n`                        | base64
            """)
    void textsTravelReadableWhereTheyArriveExactly(String content, String encoding) {
        for (String type : List.of("text/plain", "text/csv", "TEXT/x-log")) {
            assertThat(sent(type, content)).isEqualTo(type + " " + encoding);
        }
        assertThat(sent("application/json", content)).isEqualTo("application/json base64");
    }

    @Test
    void aTextInAnotherCharsetOrWithALongLineArrivesToo() {
        byte[] latin1 = {'G', 'r', (byte) 0xFC, (byte) 0xDF, 'e', '\r', '\n'};
        assertThat(sent(new Attachment("a.txt", "text/plain", Content.of(latin1), false, null), latin1))
                .isEqualTo("text/plain base64");
        assertThat(sent("text/plain", "x".repeat(999))).isEqualTo("text/plain quoted-printable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            `Subject: x\\r\\n\\r\\nHello`            | message/rfc822 7bit
            `Subject: x\\r\\n\\r\\n-- \\r\\n.\\r\\n` | message/rfc822 7bit
            `Subject: x\\r\\n\\r\\n--=_1_y\\r\\n`    | message/rfc822 7bit
            `Subject: x\\r\\n y\\r\\n\\tz:\\r\\n\\r\\n` | message/rfc822 7bit
            `A:\\r\\nb-c: x\\r\\n\\r\\nno field`     | message/rfc822 7bit
            `Subject: x\\r\\nno field\\r\\n\\r\\nb`   | application/octet-stream base64
            `Subject: x\\r\\n:\\r\\n\\r\\nb`          | application/octet-stream base64
            `Subject: x\\r\\n`                    | application/octet-stream base64
            ` Subject: x\\r\\n\\r\\nb`            | application/octet-stream base64
            `A: x\\r\\nB : y\\r\\n\\r\\nb`        | application/octet-stream base64
            `Subject: x\\n\\nHello`                  | application/octet-stream base64
            `Subject: x\\r\\n\\r\\nGrüße`            | application/octet-stream base64
            `Subject: x\\r\\n\\r\\nFrom me`          | application/octet-stream base64
            `Subject: x\\r\\n\\r\\na\\0b`            | application/octet-stream base64
            `From a@b\\r\\nSubject: x\\r\\n\\r\\ny`  | application/octet-stream base64
            `no mail`                                | application/octet-stream base64
            ``                                       | application/octet-stream base64
            """)
    void messagesTravelAsMessagesWhereTheyArriveExactly(String content, String sent) {
        assertThat(sent("message/rfc822", content)).isEqualTo(sent);
    }

    @Test
    void aMessageWithTheBoundariesOfThisOneTravelsAsAFile() {
        String own = new String(Mails.octets(Mails.mail().text("x").html("y").build()), StandardCharsets.US_ASCII);
        String other = own.replace("_0123456789abcdef", "_fedcba9876543210");
        assertThat(sent("message/rfc822", own)).isEqualTo("application/octet-stream base64");
        Attachment inner = Mails.file("a.txt", "message/rfc822", other);
        String mail = new String(Mails.octets(Mails.mail().attach(inner).build()), StandardCharsets.US_ASCII);
        assertThat(mail)
                .contains("Content-Type: message/rfc822; name=\"a.txt\"\r\n")
                .contains(other);
    }

    @Test
    void largeFilesStreamAndManySmallOnesDoNotFillTheMemory() {
        String large = "line\r\n".repeat(FileBody.LARGEST / 6 + 1);
        assertThat(sent("text/plain", large)).isEqualTo("text/plain base64");
        var mail = Mails.mail();
        for (int i = 0; i < 20; i++) {
            mail.attach(Mails.file("f" + i, "text/plain", large.substring(0, 200_004)));
        }
        String octets = new String(Mails.octets(mail.build()), StandardCharsets.US_ASCII);
        assertThat(octets.split("Encoding: 7bit", -1)).hasSize(1 + 5);
        assertThat(octets.split("Encoding: base64", -1)).hasSize(1 + 15);
    }

    /** A file that cannot be read, or not twice, or has another size, still fails only when it is sent. */
    @Test
    void whatCannotBeReadNowIsLeftToTheSending() {
        Content failing = new Content() {
            @Override
            public InputStream open() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public long size() {
                return 5;
            }
        };
        Attachment file = new Attachment("a.txt", "text/plain", failing, false, null);
        assertThat(MimeRenderer.render(Mails.mail().attach(file).build(), Mails.ID, Mails.DATE)
                        .isInMemory())
                .isFalse();
    }
}
