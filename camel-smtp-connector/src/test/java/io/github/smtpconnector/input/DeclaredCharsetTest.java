// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is in the charset that its part declares, and a text part declares one. */
class DeclaredCharsetTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";

    private static Map<String, ?> file(String value, String type) {
        return Map.of("MultipleAttachments", List.of(Map.of("key", "a.csv", "value", value, "contentType", type)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv; charset=windows-1252 | windows-1252 | Größe;5 €",
                "text/csv; charset=\"ISO-8859-15\" | ISO-8859-15 | Größe;5 €",
                "application/xml; charset=ISO-8859-1 | ISO-8859-1 | <a>ö</a>",
                "text/plain;format=flowed;charset=us-ascii | US-ASCII | plain",
                "text/plain; charset=UTF-16 | UTF-16 | ö😀",
                "text/plain; charset=utf-8 | UTF-8 | ö😀",
            })
    void writesATextInTheCharsetThatIsDeclared(String type, String charset, String text) throws Exception {
        assertThat(mail(BASE, null, file(text, type)).attachments().get(0).bytes())
                .isEqualTo(text.getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv; charset=us-ascii | Größe | holds a character that its charset us-ascii does not have",
                "text/csv; charset=iso-8859-1 | 5 € | holds a character that its charset iso-8859-1 does not have",
                "text/csv; charset=nonsense | a | names a charset that Java cannot write: nonsense",
                "text/csv; charset=ISO-2022-CN | a | names a charset that Java cannot write",
            })
    void refusesWhatDoesNotFitAndNamesTheElement(String type, String text, String problem) {
        assertThat(refusal(BASE, null, file(text, type)))
                .startsWith("MultipleAttachments[0]: ")
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.csv", "a.html", "A.TXT", "a.ics", "a.md"})
    void declaresTheCharsetOfEveryTextPart(String name) throws Exception {
        for (Object file : List.of("ö", Map.of("k", "ö"), List.of("ö"))) {
            mailers.sent.clear();
            ReceivedPart part = mail(BASE, null, Map.of("Attachments", Map.of(name, file)))
                    .attachments()
                    .get(0);
            assertThat(part.contentType()).as(name).startsWith("text/");
            assertThat(mailers.onlyMail().mail().rawText())
                    .containsPattern("Content-Type: text/[a-z]+;\\s+charset=\"?UTF-8\"?;?\\s+name");
            assertThat(new String(part.bytes(), UTF_8)).contains("ö");
        }
    }

    @Test
    void refusesHalfACharacter() {
        assertThat(refusal(BASE, null, Map.of("Attachments", Map.of("a.txt", "a\uD83Db"))))
                .contains("Attachments[a.txt]: holds half of a character");
    }
}
