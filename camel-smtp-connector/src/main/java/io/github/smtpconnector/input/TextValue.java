// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.spool.ReopenableStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Turns a value into text as Camel does, bytes by the exchange's charset, and leaves it readable for a redelivery. */
final class TextValue {

    private TextValue() {}

    static String read(Object value, Exchange exchange) throws UnusableInputException {
        if (value instanceof String text) {
            return text;
        }
        // Camel would write these as Java prints them, which nobody wants to read in a mail.
        if (value instanceof Map || value instanceof Iterable || value instanceof Object[]) {
            throw new UnusableInputException("is " + Kind.of(value) + " where a text belongs");
        }
        try {
            return convert(value, exchange);
        } catch (IOException | TypeConversionException e) {
            throw new UnusableInputException("cannot be read as text", e);
        }
    }

    private static String convert(Object value, Exchange exchange) throws IOException, UnusableInputException {
        if (value instanceof StreamCache cache) {
            return convertAnything(cache.copy(exchange), exchange);
        }
        if (value instanceof InputStream once) {
            try (InputStream again =
                    ReopenableStreams.reopenable(exchange, once, () -> once).open()) {
                return convertAnything(again, exchange);
            }
        }
        if (value instanceof Reader once) {
            try (InputStream again = ReopenableStreams.reopenable(exchange, once, () -> utf8(once))
                    .open()) {
                return new String(again.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return convertAnything(value, exchange);
    }

    private static InputStream utf8(Reader reader) throws IOException {
        return new ByteArrayInputStream(IOHelper.toString(reader).getBytes(StandardCharsets.UTF_8));
    }

    private static String convertAnything(@Nullable Object value, Exchange exchange) throws UnusableInputException {
        String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        if (text == null) {
            throw new UnusableInputException("is " + Kind.of(value) + ", which Camel cannot convert to text");
        }
        return text;
    }
}
