// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code embedImages} refuses and what it leaves. */
class EmbeddedImagesTest extends EmailReaderFixture {

    private static final String EMBEDDING = FROM + "&to=x@example.com&embedImages=true";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,AAA=SECRET | is not valid base64",
                "data:image/png;base64,            | is empty",
                "data:image/png,%4                 | is a data: URI with a % that",
                "data:image/png;base64             | names no type image/...",
                "data:,SECRET                      | names no type image/...",
                "data:;base64,AAAA                 | names no type image/...",
                "data:text/html,SECRET             | names no type image/...",
                "data:image/,SECRET                | names no type image/...",
                "data:image/a:b;base64,AAAA        | names no type image/...",
                "data:;,                           | names no type image/..."
            })
    void refusesAnImageThatCannotBeRead(String uri, String problem) {
        assertThat(refusal(EMBEDDING, null, Map.of("Html", "<p>\n<img src='" + uri + "'>")))
                .contains("Html: the image at character 15, for embedImages, ")
                .contains(problem)
                .doesNotContain("SECRET");
    }

    /** As browsers show them: SVG is text with percent signs of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=\"data:image/svg+xml;utf8,<svg width='100%'/>\">",
                "<img src=\"data:image/svg+xml;charset=utf-8,<svg width='100%' height='50%25'/>\">",
                "<table background=\"data:image/svg+xml,<svg width='100%'/>\">",
            })
    void takesALonePercentSignInText(String html) throws Exception {
        assertThat(mail(EMBEDDING, null, Map.of("Html", html)).attachments())
                .singleElement()
                .satisfies(image -> assertThat(new String(image.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .startsWith("<svg width=")
                        .contains("100%")
                        .doesNotContain("%25"));
    }

    @Test
    void namesEachOfThemAndCountsTheRest() {
        String html = "<img src='data:image/png;base64,A'>".repeat(30);
        assertThat(refusal(EMBEDDING, null, Map.of("Html", html)))
                .contains("character 11, ")
                .contains("character 46, ")
                .contains("and 10 more");
    }

    /** Mail programs look up no part of the mail there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>@font-face{src:url(data:font/woff2;base64,AAAA)}</style>",
                "<style>td{background:url(data:image/gif;base64,AAAA)}</style>",
                "<p style='background:url(data:image/gif;base64,AAAA)'>",
                "<p style=\"background:url('data:image/gif;base64,AAAA')\">",
                "<p style='background:url(data:image/png;base64,!)'>"
            })
    void leavesStyles(String html) throws Exception {
        ReceivedMail mail = mail(EMBEDDING, null, Map.of("Html", html));
        assertThat(mail.html()).isEqualToIgnoringNewLines(html);
        assertThat(mail.tree()).isEqualTo("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&embedImages=false"})
    void doesNothingUnasked(String option) throws Exception {
        String html = "<img src='data:image/png;base64,!'><img src='data:image/gif;base64,AAAA'>";
        assertThat(mail(FROM + "&to=x@example.com" + option, null, Map.of("Html", html))
                        .html())
                .isEqualToIgnoringNewLines(html);
    }

    @Test
    void takesTheHtmlOfTheBodyToo() throws Exception {
        assertThat(mail(EMBEDDING + "&bodyAs=HTML", "<img src='data:image/gif;base64,AAAA'>", Map.of())
                        .tree())
                .isEqualTo("related[text/html,image/gif]");
    }
}
