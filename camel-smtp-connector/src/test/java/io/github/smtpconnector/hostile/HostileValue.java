// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.WireClean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be wrong with a value, whichever input has it.
 *
 * @param kind what is wrong with it
 */
record HostileValue(String kind, @Nullable Object value) {

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
    static final List<String> COSTLY = List.of("\u0130", "\u03A3", "\u00df", "\u0149");

    static final List<String> BEGINNINGS =
            List.of("", "a@", "data:", "data:;", "data:text/plain;", "text/", "<a", "<a ", "</a", "<img src=data:");

    /** Of every kind but the size. */
    static List<HostileValue> all() {
        List<HostileValue> values = new ArrayList<>();
        values.add(new HostileValue("null", null));
        for (String blank : List.of("", " ", "\t", "\r\n", "\u00a0", "\uFEFF")) {
            values.add(new HostileValue("blank", blank));
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
                new CompletableFuture<String>(),
                new Object[] {1})) {
            values.add(new HostileValue("of the wrong type", wrong));
        }
        values.add(new HostileValue("list with null", Arrays.asList("a@example.com", null)));
        values.add(new HostileValue("list of null", Collections.singletonList(null)));
        values.add(new HostileValue("map with null", Collections.singletonMap(null, null)));
        for (int c = 0; c <= 0x9f; c = c == 0x1f ? 0x7f : c + 1) {
            values.add(new HostileValue("control character", "a" + (char) c + "b@example.com"));
        }
        for (String surrogate : List.of("a\uD83Db", "\uDE00", "a@example.com\uD83D")) {
            values.add(new HostileValue("lone surrogate", surrogate));
        }
        for (String marked : List.of("\uFEFFa", "\uFEFFa@example.com", "\uFEFF{}", "a@example.com\uFEFF")) {
            values.add(new HostileValue("byte order mark", marked));
        }
        for (String trap : List.of(TRAP, "a@example.com" + TRAP, "\u202Ea", "\uDE00", "\uFEFFa")) {
            values.add(new HostileValue("character of no use", trap));
            values.add(new HostileValue("such a list", List.of(trap)));
            values.add(new HostileValue("such a map", Map.of(trap, trap)));
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
            values.add(new HostileValue("JSON text", json));
        }
        return values;
    }

    /** So many characters of each piece that costs some reader more than others, and behind what may stand before it. */
    static List<HostileValue> ofSize(int size) {
        List<HostileValue> values = new ArrayList<>();
        for (String piece : WORST) {
            values.add(new HostileValue("size of " + piece, piece.repeat(size / piece.length())));
        }
        for (String beginning : BEGINNINGS) {
            values.add(new HostileValue("long name", beginning + "a".repeat(size) + ">"));
            for (String letter : COSTLY) {
                String text = beginning + letter.repeat(size) + ",x";
                values.add(new HostileValue("size of " + beginning + letter, text));
            }
        }
        return values;
    }

    /** What is sent is a mail, into whose header nothing has come. */
    static void checkMail(String what, byte[] octets) {
        WireClean.assertWireClean8Bit(octets);
        String mail = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(mail.substring(0, mail.indexOf("\r\n\r\n"))).as(what).doesNotContain("\r\nBcc:", "\0");
    }
}
