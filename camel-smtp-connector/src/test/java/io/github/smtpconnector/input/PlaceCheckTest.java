// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a path is attached as it is, and not without a word. */
class PlaceCheckTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=bob@example.com&text=t";

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("places", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        ((Logger) LogManager.getLogger(PlaceCheck.class)).addAppender(appender);
    }

    @AfterEach
    void leave() {
        ((Logger) LogManager.getLogger(PlaceCheck.class)).removeAppender(appender);
    }

    private String attached(String input, Object value) throws Exception {
        return new String(
                mail(BASE, null, Map.of(input, value)).attachments().get(0).bytes(), StandardCharsets.UTF_8);
    }

    /** Every way to give a file by its name and its text. */
    static Stream<Map<String, Object>> ways() {
        String place = "file:in/inv.pdf";
        return Stream.of(
                Map.of("Attachments", Map.of("inv.pdf", place)),
                Map.of("Attachments", "{\"inv.pdf\": \"file:in/inv.pdf\"}"),
                Map.of("Attachments", List.of(Map.of("key", "inv.pdf", "value", place))),
                Map.of("Attachments", "[{\"fileName\": \"inv.pdf\", \"content\": \"file:in/inv.pdf\"}]"),
                Map.of("MultipleAttachments", List.of(Map.of("name", "inv.pdf", "content", place))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void warnsHoweverItIsGiven(Map<String, Object> way) throws Exception {
        String input = way.keySet().iterator().next();
        assertThat(attached(input, way.get(input))).isEqualTo("file:in/inv.pdf");
        assertThat(warnings).singleElement().asString().contains(input + "[", "is the text of a path", "java.io.File");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///in/a.pdf", "/data/in/a.pdf", "/data/a.pdf\n", "C:\\in\\a.pdf", "c:/in/a.pdf"})
    void warnsOfEveryFormAndShowsNoneOfIt(String text) throws Exception {
        assertThat(attached("Attachments", Map.of("a.pdf", text))).isEqualTo(text);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).doesNotContain("in/a", "in\\a", "data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"in/a.pdf", "a.pdf", "/", "//", "see /data/in", "/a\n/b", "file: none", "<a/>", "/* x */", ""})
    void saysNothingOfOtherTexts(String text) throws Exception {
        attached("Attachments", Map.of("a.txt", text));
        assertThat(warnings).isEmpty();
    }

    @Test
    void saysNothingOfOctetsWithSuchAText() throws Exception {
        attached("Attachments", Map.of("a.txt", "/data/in".getBytes(StandardCharsets.UTF_8)));
        mailers.sent.clear();
        attached("MultipleAttachments", List.of(Map.of("name", "a", "content", "/data/in", "encoding", "base64")));
        assertThat(warnings).isEmpty();
    }

    @Test
    void warnsOnce() {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (int i = 0; i < 3; i++) {
                template.requestBodyAndHeader(
                        "smtp-connector:mail.example.com?" + BASE + "&bodyAs=IGNORE",
                        null,
                        "CamelSmtpConnectorAttachments",
                        Map.of("a", "/data/a"));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(mailers.sent).hasSize(3);
        assertThat(warnings).hasSize(1);
    }
}
