// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {

    private static final Attachment FILE = Attachment.of("report.pdf", new byte[] {1, 2});

    @Test
    void isOrdinaryUnlessMadeInline() {
        assertThat(FILE.fileName()).isEqualTo("report.pdf");
        assertThat(FILE.contentType()).isEqualTo("application/pdf");
        assertThat(FILE.content().size()).isEqualTo(2);
        assertThat(FILE.inline()).isFalse();
        assertThat(FILE.contentId()).isNull();
        assertThat(FILE.withContentId("logo").inline()).isFalse();
        assertThat(FILE.withContentId("logo").contentId()).isEqualTo("logo");
        assertThat(FILE.inline("logo").inline()).isTrue();
        assertThat(FILE.inline("logo").contentId()).isEqualTo("logo");
        assertThat(FILE.inline("logo").withContentType("image/png").inline()).isTrue();
        assertThat(new Attachment("a.png", "image/png", FILE.content(), true, null).inline())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            report.pdf             | report.pdf
            /etc/passwd            | passwd
            ../../etc/passwd       | passwd
            C:\\Users\\ann\\a.txt     | a.txt
            a/b\\c.txt              | c.txt
            a\\b/c.txt              | c.txt
            ..a                    | ..a
            .profile               | .profile
            quote"d;x=y.txt        | quote"d;x=y.txt
            Übersicht 山 😀.xlsx    | Übersicht 山 😀.xlsx
            """)
    void keepsOnlyTheBaseName(String given, String kept) {
        assertThat(Attachment.of(given, new byte[0]).fileName()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a/",
                "a/..",
                "\\",
                "a\r\nX: y",
                "a\n",
                "a\0",
                "a\t",
                "a\u007F",
                "a\u0085",
                "a\u2028",
                "a\u2029",
                "txt.\u202Eexe",
                "a\u202A",
                "a\u2066",
                "a\u2069",
                "a\uD800"
            })
    void refusesNamesThatCannotBeSent(String fileName) {
        refused(() -> Attachment.of(fileName, new byte[0]));
    }

    @Test
    void takesLettersWhoseLowOctetIsALineEnd() {
        assertThat(Attachment.of("\u760D\u760A.txt", new byte[0]).fileName()).isEqualTo("\u760D\u760A.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "127, 1, 1, true",
        "128, 1, 1, false",
        "1, 127, 1, true",
        "1, 128, 1, false",
        "1, 1, 899, true",
        "1, 1, 900, false"
    })
    void takesTypesThatFitOnALine(int type, int subtype, int value, boolean taken) {
        String given = "t".repeat(type) + "/" + "s".repeat(subtype) + "; p=" + "v".repeat(value);
        if (taken) {
            assertThat(Attachment.of("a", new byte[0]).withContentType(given).contentType())
                    .isEqualTo(given);
        } else {
            refused(() -> Attachment.of("a", new byte[0]).withContentType(given));
        }
    }

    @Test
    void takesNamesOf255Characters() {
        assertThat(Attachment.of("n".repeat(255), new byte[0]).fileName()).hasSize(255);
        refused(() -> Attachment.of("n".repeat(256), new byte[0]));
        assertThat(Attachment.of("d/".repeat(500) + "n", new byte[0]).fileName())
                .isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/Plain",
                "text/plain; charset=utf-8",
                "text/plain;charset=utf-8 ; format=flowed",
                "text/plain; name=\"a \\\"b\\\"; c.txt\"",
                "application/vnd.oasis.opendocument.text",
                "image/svg+xml",
                "message/rfc822",
                "text/plain; name=\"~\"",
                "x-a/x_b.c!d"
            })
    void acceptsMediaTypes(String type) {
        assertThat(FILE.withContentType(type).contentType()).isEqualTo(type);
        assertThat(FILE.withContentType(" " + type + " ").contentType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text/plain/x",
                "text plain",
                "text /plain",
                "text/plain charset=utf-8",
                ";",
                "text/plain;;",
                "text/plain; ;",
                "text/plain;; charset=utf-8",
                "text/plain; charset",
                "text/plain; charset=",
                "text/plain; =x",
                "text/plain; a=b c",
                "text/plain; a=\"b",
                "text/plain; a=\"b\\",
                "text/plain; a=\"b\"c",
                "text/plain; a=\"\r\nX: y\"",
                "text/plain\r\nX: y",
                "text/plain;\r\n a=b",
                "text/pl\0ain",
                "text/plän",
                "text/plain; a=\"ä\"",
                "text/plain; a=\"\\\n\"",
                "text/plain, text/html",
                "text/plain; a=\"\u007F\"",
                "text/<html>",
                "text/(html",
                "text/\tplain",
                "text/plain\r\n",
                "multipart/mixed",
                "Multipart/Related; boundary=x"
            })
    void refusesOtherTypes(String type) {
        refused(() -> FILE.withContentType(type));
    }

    /** Blanks and tabs are removed, and one empty parameter that many programs write at the end. */
    @ParameterizedTest
    @ValueSource(strings = {"application/pdf;", " application/pdf; ", "\tapplication/pdf \t;\t", "application/pdf ;"})
    void keepsTypesWithoutWhatSaysNothing(String type) {
        assertThat(FILE.withContentType(type).contentType()).isEqualTo("application/pdf");
        assertThat(FILE.withContentType("text/csv; a=\";\";").contentType()).isEqualTo("text/csv; a=\";\"");
    }

    @ParameterizedTest
    @CsvSource({"logo,logo", "<logo>,logo", "logo.1@example.com,logo.1@example.com", "<a+b_c$d@x>,a+b_c$d@x"})
    void keepsContentIdsWithoutBrackets(String given, String kept) {
        assertThat(FILE.inline(given).contentId()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<>",
                "<",
                ">",
                "<a",
                "a>",
                "<<a>>",
                "a b",
                "a\r\nX: y",
                "a\0",
                "ä",
                "a\"b",
                "a,b",
                "a\tb",
                "(a)",
                "cid:a"
            })
    void refusesOtherContentIds(String contentId) {
        refused(() -> FILE.withContentId(contentId));
    }

    @Test
    void takesContentIdsOf250Characters() {
        assertThat(FILE.inline("i".repeat(250)).contentId()).hasSize(250);
        refused(() -> FILE.inline("i".repeat(251)));
    }

    private static void refused(ThrowingCallable making) {
        PermanentSmtpException refusal = catchThrowableOfType(PermanentSmtpException.class, making);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.getCategory()).isEqualTo(Category.CONTENT);
        assertThat(refusal.getMessage()).doesNotContain("\r", "\n", "\0");
    }
}
