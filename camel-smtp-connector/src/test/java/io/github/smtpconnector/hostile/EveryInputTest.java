// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.WireClean;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;
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
    private static final String TRAP = "\r\nBcc: eve@evil.example";

    private static final List<String> WORST = List.of(
            " ",
            "\t",
            "\r\n",
            "\r\n ",
            "\0",
            "\u001b",
            "a",
            ",",
            ";",
            ", ",
            "@",
            "<",
            "<>",
            "(",
            "\"",
            "\\",
            "[",
            "[[",
            "{",
            "{\"",
            "=?",
            "%",
            "&",
            "a@b,",
            "<a@b>",
            "<a@b> ",
            "data:",
            "data:;",
            ";x=",
            "\u00fc",
            "\uD83D\uDE00",
            "\uD83D",
            "\uFEFF",
            "\u200f",
            "mailto:",
            "1",
            "1h",
            "BEGIN:VCALENDAR\r\n",
            "<img src='data:",
            "<p style='url(");

    /** Letters that cost more than others where case is of no account, and what such a place may begin with. */
    private static final List<String> COSTLY = List.of("\u0130", "\u03A3", "\u00df", "\u0149");

    private static final List<String> BEGINNINGS =
            List.of("", "a@", "data:", "data:;", "data:text/plain;", "text/", "<a", "<a ", "</a", "<img src=data:");

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    /** A value of a kind that is to be survived. */
    private record Hostile(String kind, @Nullable Object value) {}

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

    private static String field(String input) {
        return input.substring(0, 1).toLowerCase(Locale.ROOT) + input.substring(1);
    }

    private static List<Hostile> values() {
        List<Hostile> values = new ArrayList<>();
        values.add(new Hostile("null", null));
        for (String blank : List.of("", " ", "\t", "\r\n", "\u00a0", "\uFEFF")) {
            values.add(new Hostile("blank", blank));
        }
        for (Object wrong : List.of(
                5,
                -1.5,
                true,
                'c',
                new int[] {1},
                new byte[] {0, -1},
                new Object(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of("k", "v"),
                List.of(List.of("x")),
                List.of(Map.of()),
                Thread.State.NEW,
                new Object[] {1})) {
            values.add(new Hostile("of the wrong type", wrong));
        }
        values.add(new Hostile("list with null", Arrays.asList("a@example.com", null)));
        values.add(new Hostile("list of null", Collections.singletonList(null)));
        values.add(new Hostile("map with null", Collections.singletonMap(null, null)));
        for (int c = 0; c <= 0x9f; c = c == 0x1f ? 0x7f : c + 1) {
            values.add(new Hostile("control character", "a" + (char) c + "b@example.com"));
        }
        for (String trap : List.of(TRAP, "a@example.com" + TRAP, "a\uD83Db", "\uDE00", "\uFEFFa", "\u202Ea")) {
            values.add(new Hostile("character of no use", trap));
            values.add(new Hostile("such a list", List.of(trap)));
            values.add(new Hostile("such a map", Map.of(trap, trap)));
        }
        for (String json : List.of(
                "[",
                "{",
                "[]",
                "{}",
                "[null]",
                "{\"a\":null}",
                "[1]",
                "\"a\"",
                "null",
                "[\"a@example.com\"]",
                "\uFEFF[]",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "[{\"key\":\"a\",\"value\":\"" + "\\u0000" + "\"}]")) {
            values.add(new Hostile("JSON text", json));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void survivesEveryKindOfValue(String input) {
        values().forEach(hostile -> {
            asHeader(input, hostile);
            asField(input, hostile);
        });
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void survivesAMegabyteOfTheWorst(String input) {
        for (String piece : WORST) {
            asHeader(input, new Hostile("megabyte of " + piece, piece.repeat(SIZE / piece.length())));
        }
        for (String beginning : BEGINNINGS) {
            asHeader(input, new Hostile("name of a megabyte", beginning + "a".repeat(SIZE) + ">"));
            for (String letter : COSTLY) {
                String text = beginning + letter.repeat(SIZE) + ",x";
                asHeader(input, new Hostile("megabyte of " + beginning + letter, text));
            }
        }
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
        for (String beginning : BEGINNINGS) {
            for (String letter : COSTLY) {
                String text = beginning + letter.repeat(SIZE) + ",x";
                Map<String, Object> object = new LinkedHashMap<>(Map.of("key", "a.txt", "value", "x"));
                object.put(field, text);
                Object attachments = field.equals("Attachments") ? Map.of(text, "x") : List.of(object);
                boolean headers = field.equals("Headers");
                asHeader(
                        headers ? field : "Attachments",
                        new Hostile(
                                "megabyte of " + beginning + letter + " within",
                                headers ? Map.of(text, "x") : attachments));
            }
        }
    }

    private static void asHeader(String input, Hostile hostile) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(PREFIX + input, hostile.value());
        check(input, hostile, "bodyAs=IGNORE", "", header);
    }

    private static void asField(String input, Hostile hostile) {
        if (!input.equals("IdempotencyKey")) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(field(input), hostile.value());
            check(input, hostile, "bodyAs=INPUTS", body, Map.of());
        }
    }

    private static void check(String input, Hostile hostile, String bodyAs, Object body, Map<String, Object> headers) {
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
            assertThat(thrown.getMessage()).as(what).hasSizeLessThan(25_000).doesNotContain("\r", "\n", "\0");
        } else {
            byte[] octets = (byte[]) exchange.getMessage().getBody();
            WireClean.assertWireClean8Bit(octets);
            String mail = new String(octets, StandardCharsets.ISO_8859_1);
            assertThat(mail.substring(0, mail.indexOf("\r\n\r\n"))).as(what).doesNotContain("\r\nBcc:", "\0");
        }
    }
}
