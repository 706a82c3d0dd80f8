// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.email.Attachment;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels as programs write them: by RFC 2045 section 5.1, and against it. */
class ForeignMediaTypeTest {

    private static final String BY_NAME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static String read(String label) {
        String type = ForeignMediaType.of(label, "report.docx");
        assertThat(Attachment.of("a", new byte[0]).withContentType(type).contentType())
                .isEqualTo(type);
        return type;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            application/pdf                             | application/pdf
            ` application/pdf `                         | application/pdf
            Application/PDF                             | Application/PDF
            application/pdf;                            | application/pdf
            application/pdf; ;                          | application/pdf
            application/pdf; name="offer.pdf"           | application/pdf
            application/pdf; NAME*=utf-8''%C3%BC.pdf    | application/pdf
            application/pdf; name*0=a; name*1=b; x=y    | application/pdf; x=y
            application/pdf; name=my file.pdf           | application/pdf
            application/pdf; name=my file.pdf; x=y      | application/pdf; x=y
            application/pdf; name=a (1).pdf; x=y        | application/pdf; x=y
            application/pdf; name=grün.pdf; x=y         | application/pdf; x=y
            application/pdf; name="grün.pdf"; x=y       | application/pdf; x=y
            application/pdf; x=grün; y=z                | application/pdf; y=z
            text/plain; charset = utf-8                 | text/plain; charset=utf-8
            text/plain;charset="utf-8"                  | text/plain; charset=utf-8
            text/plain ; CharSet=UTF-8                  | text/plain; charset=UTF-8
            text/plain; charset=utf-8; charset=x        | text/plain; charset=utf-8
            text/plain; charset*=us-ascii'en'utf-8      | text/plain; charset=utf-8
            text/plain; charset; format=flowed          | text/plain; format=flowed
            text/plain; charset=; format=flowed         | text/plain; format=flowed
            text/plain; =x; format=flowed               | text/plain; format=flowed
            text/plain (a; b); charset=utf-8 (c)        | text/plain; charset=utf-8
            (a) text/plain                              | text/plain
            text/plain (a (b\\) ;) c) ; x=y              | text/plain; x=y
            text/plain; a="b;c=\\"d\\\\"; x=y             | text/plain; a="b;c=\\"d\\\\"; x=y
            text/plain; a=""                            | text/plain; a=""
            text/plain; a="not closed; x=y              | text/plain
            text / plain                                | text/plain
            message/rfc822                              | message/rfc822
            message/delivery-status; x=y                | message/delivery-status; x=y
            image/svg+xml; x="a b"                      | image/svg+xml; x="a b"
            """)
    void keepsWhatCanBeRead(String label, String type) {
        assertThat(read(label)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n ", "\n ", "\r\n\t", "\t", "\r\n", "\r"})
    void takesALineEndForABlank(String fold) {
        assertThat(read("application/pdf;" + fold + "name=\"offer.pdf\"")).isEqualTo("application/pdf");
        assertThat(read(fold + "text/plain" + fold + ";" + fold + "charset" + fold + "=" + fold + "utf-8" + fold))
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(read("text/plain; a=\"b" + fold + "c\"; x=y"))
                .startsWith("text/plain; ")
                .endsWith("x=y")
                .doesNotContain("\r", "\n");
    }

    /** As a file, the octets of a multipart are not of the labelled type any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "pdf",
                "/",
                "a/",
                "/b",
                ";",
                "(",
                "\"",
                "\\",
                "unknown",
                "multipart/mixed; boundary=x",
                "Multipart/Related",
                "tëxt/plain",
                "text/pläin",
                "text/\0plain",
                "\"text\"/plain",
                "application pdf",
                "text/plain charset=utf-8"
            })
    void tellsTheTypeByTheNameOtherwise(String label) {
        assertThat(read(label)).isEqualTo(BY_NAME);
        assertThat(ForeignMediaType.of(label, "unknown")).isEqualTo("application/octet-stream");
    }

    @Test
    void tellsTheTypeByTheNameWithoutALabel() {
        assertThat(ForeignMediaType.of(null, "a.pdf")).isEqualTo("application/pdf");
        assertThat(ForeignMediaType.of(null, "")).isEqualTo("application/octet-stream");
    }

    /** A part that fits on no line must not stop the mail. */
    @Test
    void leavesOutWhatFitsOnNoLine() {
        assertThat(read("text/" + "a".repeat(1000))).isEqualTo(BY_NAME);
        assertThat(read("text/plain; a=" + "b".repeat(1000) + "; c=d")).isEqualTo("text/plain; c=d");
    }

    @Test
    void looksAtNoMoreThanALabel() {
        String longest = "text/plain; " + "x".repeat(4096 - 14 - 8) + "=y; z=a";
        assertThat(longest).hasSize(4096 - 3);
        assertThat(read(longest + ";b=cd")).endsWith("; z=a").doesNotContain("; b=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ";",
                "(",
                ")",
                "\"",
                "\\",
                "=",
                "/",
                " ",
                "\r\n ",
                "a=b;",
                "a/",
                "();",
                "\"a\";",
                "a*0=b;",
                ";;",
                "*",
                "ü",
                "\0",
                "a=\"\\",
                "(\\",
                "%C3",
                "a*=utf-8''%C3;"
            })
    void answersAMegabyteOfAnything(String part) {
        String text = part.repeat((1 << 20) / part.length());
        for (String label : new String[] {text, "text/plain" + text, "text/plain; a=" + text, "text/plain;\"" + text}) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> read(label));
        }
    }

    @Test
    void givesATypeForAnythingAtAll() {
        String characters = "aB/;=\"\\()<>*%'? \t\r\n\0ü1.+";
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder label = new StringBuilder(i % 2 == 0 ? "text/plain;" : "");
            for (int n = random.nextInt(20); n > 0; n--) {
                label.append(characters.charAt(random.nextInt(characters.length())));
            }
            assertThat(read(label.toString())).contains("/");
        }
    }
}
