// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.email.Priority;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is text has a form that everybody knows; nothing is mailed as Java prints it. */
class TextValueTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com";
    private static final String TEXT = "Grüße";

    @TempDir
    static Path folder;

    record Order(String number) {}

    private static final class Plain {}

    static Stream<Object> noTexts() {
        return Stream.of(
                new Plain(),
                new Object(),
                new Order("4711"),
                Optional.empty(),
                Optional.of("x"),
                List.of("x").iterator(),
                Stream.of("x"),
                new int[] {1, 2},
                new long[] {1},
                new double[] {1},
                new boolean[] {true},
                new Object[] {new String[] {"x"}},
                List.of("x"),
                Set.of("x"),
                Map.of("no input", "x"),
                new Thread(),
                new CompletableFuture<String>(),
                TEXT.chars());
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void refusesWhatHasNoFormAsText(Object value) {
        for (String header : List.of("Subject", "Text", "Html", "Calendar")) {
            assertThat(refusal(BASE + "&text=t", null, Map.of(header, value)))
                    .contains(header + ": is ")
                    .contains(" where a text belongs");
        }
        if (!(value instanceof Map)) {
            assertThat(refusal(BASE, value, Map.of())).contains("Text: is ");
        }
    }

    static Stream<Object> texts() throws Exception {
        Path file = Files.writeString(folder.resolve("t.txt"), TEXT);
        GenericFile<File> local = new GenericFile<>();
        local.setFile(file.toFile());
        local.setAbsoluteFilePath(file.toString());
        local.setBody(file.toFile());
        return Stream.of(
                TEXT,
                new StringBuilder(TEXT),
                TEXT.getBytes(UTF_8),
                TEXT.toCharArray(),
                new ByteArrayInputStream(TEXT.getBytes(UTF_8)),
                new InputStreamCache(TEXT.getBytes(UTF_8)),
                new StringReader(TEXT),
                file,
                file.toFile(),
                local);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsTextByUtf8WhateverHoldsIt(Object value) throws Exception {
        assertThat(mail(BASE + "&bodyAs=TEXT", value, Map.of()).text()).isEqualToIgnoringNewLines(TEXT);
    }

    @Test
    void readsAFileByTheCharsetOfTheExchange() throws Exception {
        Path file = Files.write(folder.resolve("latin.txt"), TEXT.getBytes(StandardCharsets.ISO_8859_1));
        for (Object value : new Object[] {file, file.toFile()}) {
            mailers.sent.clear();
            send(BASE, exchange -> {
                exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
                exchange.getMessage().setBody(value);
            });
            assertThat(mailers.onlyMail().mail().text()).isEqualToIgnoringNewLines(TEXT);
        }
    }

    static Stream<Object> plain() {
        return Stream.of(
                4711,
                4.5,
                new BigDecimal("1.10"),
                true,
                'x',
                Priority.HIGH,
                LocalDate.of(2026, 11, 1),
                Duration.ofMinutes(5),
                new Date(0),
                UUID.fromString("00000000-0000-0000-0000-000000000001"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void takesWhatHasOneFormOnly(Object value) throws Exception {
        assertThat(mail(BASE + "&text=t", null, Map.of("Subject", value)).header("Subject"))
                .isEqualTo(value.toString());
    }

    @Test
    void takesWhatAConverterWritesThoughJavaPrintsTheSame() throws Exception {
        context.getTypeConverterRegistry().addTypeConverter(String.class, Order.class, new TypeConverterSupport() {
            @Override
            public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
                return type.cast(value.toString());
            }
        });
        assertThat(mail(BASE, new Order("4711"), Map.of()).text()).isEqualToIgnoringNewLines("Order[number=4711]");
    }

    @Test
    void takesWhatHasAConverter() throws Exception {
        context.getTypeConverterRegistry().addTypeConverter(String.class, Order.class, new TypeConverterSupport() {
            @Override
            public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
                return type.cast("order " + ((Order) value).number());
            }
        });
        assertThat(mail(BASE, new Order("4711"), Map.of()).text()).isEqualToIgnoringNewLines("order 4711");
    }

    /** In each form in which octets come. */
    static Stream<Object> octets(byte[] octets) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "octets", ".txt"), octets);
        GenericFile<File> consumed = new GenericFile<>();
        consumed.setFile(file.toFile());
        consumed.setBody(file.toFile());
        return Stream.of(
                octets,
                ByteBuffer.wrap(octets),
                new ByteArrayInputStream(octets),
                new InputStreamCache(octets),
                file,
                file.toFile(),
                consumed);
    }

    @Test
    void readsOfABufferWhatItShows() throws Exception {
        ByteBuffer part = ByteBuffer.wrap("secret open secret".getBytes(UTF_8), 7, 4);
        for (ByteBuffer buffer : List.of(part, part.slice(), part.asReadOnlyBuffer())) {
            mailers.sent.clear();
            assertThat(mail(BASE, buffer, Map.of()).text()).isEqualToIgnoringNewLines("open");
            assertThat(buffer.remaining()).as("for a redelivery").isEqualTo(4);
        }
    }

    private Exchange send(Object text, @Nullable String charset) {
        mailers.sent.clear();
        return send(BASE, exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, charset);
            exchange.getMessage().setBody(text);
        });
    }

    /** Java would put a sign for what is lost in its place, and the mail would go out with that. */
    @Test
    void refusesOctetsThatAreNoTextInTheirCharset() throws IOException {
        for (Object latin : octets(TEXT.getBytes(StandardCharsets.ISO_8859_1)).toList()) {
            assertThat(send(latin, null).getException())
                    .as(latin.getClass().getName())
                    .hasMessage(
                            "Text: holds octets that are no text in UTF-8; name its charset in the exchange property"
                                    + " CamelCharsetName");
            assertThat(mailers.sent).isEmpty();
        }
    }

    /** Neither a name of no charset nor one that cannot be a name. */
    @ParameterizedTest
    @ValueSource(strings = {"x-none", "no charset"})
    void refusesACharsetThatJavaDoesNotHaveWhateverIsToBeReadByIt(String charset) throws IOException {
        for (Object octets : octets(TEXT.getBytes(UTF_8)).toList()) {
            assertThat(send(octets, charset).getException())
                    .as(octets.getClass().getName())
                    .isInstanceOf(PermanentSmtpException.class)
                    .hasMessage(
                            "Text: cannot be read as text: the exchange property CamelCharsetName names a charset that"
                                    + " Java does not have: " + charset);
            assertThat(mailers.sent).isEmpty();
        }
    }

    @Test
    void readsOctetsByTheCharsetOfTheExchange() throws IOException {
        for (Object latin : octets(TEXT.getBytes(StandardCharsets.ISO_8859_1)).toList()) {
            assertThat(send(latin, "ISO-8859-1").getException()).isNull();
            assertThat(mailers.onlyMail().mail().text())
                    .as(latin.getClass().getName())
                    .isEqualToIgnoringNewLines(TEXT);
        }
    }

    @Test
    void takesTheSignForWhatIsLostWhereItWasWritten() throws IOException {
        String lost = "lost: \uFFFD";
        for (Object text : Stream.concat(Stream.of(lost, new StringReader(lost)), octets(lost.getBytes(UTF_8)))
                .toList()) {
            assertThat(send(text, null).getException()).isNull();
            assertThat(mailers.onlyMail().mail().text())
                    .as(text.getClass().getName())
                    .isEqualToIgnoringNewLines(lost);
        }
    }
}
