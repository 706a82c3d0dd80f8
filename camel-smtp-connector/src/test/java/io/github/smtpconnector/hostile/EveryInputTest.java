// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every input that the descriptor names, as a header and as a field of the body, with everything that can be wrong with a
 * value: what comes of it is a mail that no line end has come into, or one short line that names the input, and soon.
 */
class EveryInputTest {

    private static final String PREFIX = "CamelSmtpConnector";
    private static final int SIZE = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.getRegistry().bind("sent", new MemoryIdempotentRepository());
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    /** By the descriptor, so that none can be forgotten. */
    static Stream<String> inputs() throws IOException {
        JsonNode headers = JsonMapper.builder()
                .build()
                .readTree(Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json")
                        .toFile())
                .get("headers");
        return headers.properties().stream()
                .filter(header -> !header.getValue().get("description").asText().startsWith("Result: "))
                .map(header -> header.getKey().substring(PREFIX.length()));
    }

    @Test
    void knowsTheFieldsOfTheSchemaAndTheKey() throws IOException {
        JsonNode schema = JsonMapper.builder()
                .build()
                .readTree(Path.of("src/main/resources/META-INF/io/github/smtpconnector/send-email.schema.json")
                        .toFile());
        Set<String> fields = new TreeSet<>(Set.of("idempotencyKey"));
        schema.get("properties").fieldNames().forEachRemaining(fields::add);
        assertThat(inputs().map(EveryInputTest::field)).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void triesEveryKindOfValue() {
        assertThat(HostileValue.all().stream().map(HostileValue::kind).distinct())
                .containsExactlyInAnyOrder(
                        "null",
                        "blank",
                        "of the wrong type",
                        "control character",
                        "byte order mark",
                        "lone surrogate",
                        "character of no use",
                        "such a list",
                        "such a map",
                        "JSON text",
                        "list with null",
                        "list of null",
                        "map with null");
    }

    static String field(String input) {
        return input.substring(0, 1).toLowerCase(Locale.ROOT) + input.substring(1);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void survivesEveryKindOfValue(String input) {
        HostileValue.all().forEach(hostile -> {
            asHeader(input, hostile);
            asField(input, hostile);
        });
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void survivesAMegabyteOfTheWorst(String input) {
        HostileValue.ofSize(SIZE).forEach(hostile -> asHeader(input, hostile));
    }

    /** Of an attachment written as an object, and of a field named freely. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "value",
                "contentType",
                "encoding",
                "contentId",
                "inline",
                "unknown",
                "Attachments",
                "Headers"
            })
    void survivesAMegabyteOfTheWorstWithin(String field) {
        for (String beginning : HostileValue.BEGINNINGS) {
            for (String letter : HostileValue.COSTLY) {
                String text = beginning + letter.repeat(SIZE) + ",x";
                Map<String, Object> object = new LinkedHashMap<>(Map.of("key", "a.txt", "value", "x"));
                object.put(field, text);
                Object attachments = field.equals("Attachments") ? Map.of(text, "x") : List.of(object);
                boolean headers = field.equals("Headers");
                asHeader(
                        headers ? field : "Attachments",
                        new HostileValue(
                                "megabyte of " + beginning + letter + " within",
                                headers ? Map.of(text, "x") : attachments));
            }
        }
    }

    private static void asHeader(String input, HostileValue hostile) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(PREFIX + input, hostile.value());
        check(input, hostile, "bodyAs=IGNORE", "", header);
    }

    private static void asField(String input, HostileValue hostile) {
        if (!input.equals("IdempotencyKey")) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(field(input), hostile.value());
            check(input, hostile, "bodyAs=INPUTS", body, Map.of());
        }
    }

    private static void check(
            String input, HostileValue hostile, String bodyAs, Object body, Map<String, Object> headers) {
        String key = input.equals("IdempotencyKey") ? "&idempotentRepository=#sent" : "";
        String uri = "smtp-connector:h?dryRun=true&embedImages=true&from=a@example.com&to=b@example.com&subject=s&"
                + (input.equals("Html") ? "textFromHtml=true&" : "text=t&")
                + bodyAs + key;
        String what = input + ", a " + hostile.kind() + ", " + bodyAs;
        Exchange exchange = assertTimeoutPreemptively(
                SOON,
                () -> CAMEL.createFluentProducerTemplate()
                        .to(uri)
                        .withProcessor(given -> {
                            given.getMessage().setBody(body);
                            given.getMessage().setHeaders(new LinkedHashMap<>(headers));
                        })
                        .send(),
                what);
        Exception thrown = exchange.getException();
        if (thrown != null) {
            assertThat(thrown).as(what).isInstanceOf(PermanentSmtpException.class);
            assertThat(thrown.getMessage()).as(what).contains(input);
            assertThat(thrown.getMessage()).as(what).hasSizeLessThan(25_000).doesNotContain("\r", "\n", "\0");
        } else {
            HostileValue.checkMail(what, (byte[]) exchange.getMessage().getBody());
        }
    }
}
