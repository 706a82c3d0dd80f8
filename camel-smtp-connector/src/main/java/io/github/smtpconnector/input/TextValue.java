// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.spool.ReopenableStreams;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Turns a value into text as Camel does, bytes by the exchange's charset, and leaves it readable for a redelivery. */
final class TextValue {

    /** Stands for an octet that is no text in the charset that was read. */
    private static final char LOST = '\uFFFD';

    private TextValue() {}

    static String read(Object value, Exchange exchange) throws UnusableInputException {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof CharSequence || isPlain(value)) {
            return value.toString();
        }
        checkCharset(exchange);
        try {
            String text = convert(value, exchange);
            if (text.indexOf(LOST) >= 0) {
                checkOctets(value, exchange);
            }
            return text;
        } catch (IOException | TypeConversionException e) {
            throw new UnusableInputException(
                    isOfAnotherCharset(e)
                            ? "holds octets that are no text in " + charset(exchange)
                                    + "; name its charset in the exchange property " + Exchange.CHARSET_NAME
                            : "cannot be read as text",
                    e);
        }
    }

    private static void checkCharset(Exchange exchange) throws UnusableInputException {
        try {
            charset(exchange);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(
                    "cannot be read as text: the exchange property " + Exchange.CHARSET_NAME
                            + " names a charset that Java does not have: "
                            + ExchangeHelper.getCharsetName(exchange, false),
                    e);
        }
    }

    private static boolean isOfAnotherCharset(Throwable thrown) {
        return thrown instanceof CharacterCodingException
                || (thrown.getCause() != null && isOfAnotherCharset(thrown.getCause()));
    }

    /** The text may have been written so; or it was read in another charset, and letters of it are lost. */
    private static void checkOctets(Object value, Exchange exchange) throws IOException {
        Object source = value instanceof StreamCache cache ? cache.copy(exchange) : value;
        byte[] octets = null;
        if (source instanceof InputStream once) {
            try (InputStream again =
                    ReopenableStreams.reopenable(exchange, once, () -> once).open()) {
                octets = again.readAllBytes();
            }
        } else if (!(source instanceof Reader || source instanceof ByteBuffer)) {
            octets = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, source);
        }
        if (octets != null) {
            charset(exchange).newDecoder().decode(ByteBuffer.wrap(octets));
        }
    }

    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    /** Whether the value has one form as text, the one that Java gives it. */
    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Date
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof UUID
                || value instanceof URI;
    }

    /**
     * The octets of a text.
     *
     * @param charset the name of the one to write it in, or null for UTF-8
     */
    static byte[] encoded(String text, @Nullable String charset) throws UnusableInputException {
        try {
            CharsetEncoder encoder = charset == null
                    ? StandardCharsets.UTF_8.newEncoder()
                    : Charset.forName(charset).newEncoder();
            ByteBuffer octets = encoder.encode(CharBuffer.wrap(text));
            byte[] exactly = new byte[octets.remaining()];
            octets.get(exactly);
            return exactly;
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new UnusableInputException("names a charset that Java cannot write: " + charset + "; use UTF-8", e);
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(
                    charset == null
                            ? "holds half of a character (a lone surrogate)"
                            : "holds a character that its charset " + charset + " does not have; use UTF-8",
                    e);
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
        if (value instanceof ByteBuffer buffer) {
            // Camel takes the whole array, whatever part of it the buffer shows.
            return charset(exchange).newDecoder().decode(buffer.duplicate()).toString();
        }
        if (value instanceof File file) {
            return read(file.toPath(), exchange);
        }
        return value instanceof Path file ? read(file, exchange) : convertAnything(value, exchange);
    }

    /** By the exchange's charset, else UTF-8, as bytes and streams are; Camel takes the one of the machine. */
    private static String read(Path file, Exchange exchange) throws IOException {
        return Files.readString(file, charset(exchange));
    }

    private static InputStream utf8(Reader reader) throws IOException {
        return new ByteArrayInputStream(IOHelper.toString(reader).getBytes(StandardCharsets.UTF_8));
    }

    /** By a registered converter; not by Camel's last resort, which writes objects as Java prints them. */
    private static String convertAnything(@Nullable Object value, Exchange exchange) throws UnusableInputException {
        String text = isNoText(value)
                ? null
                : exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        if (text == null || value == null || isPrinted(text, value, exchange)) {
            throw new UnusableInputException("is " + Kind.of(value) + " where a text belongs");
        }
        return text;
    }

    /** Camel would write a collection element by element, and wait for a future as long as that takes. */
    private static boolean isNoText(@Nullable Object value) {
        return value instanceof Map
                || (value instanceof Future<?> future && !future.isDone())
                || value instanceof Iterable
                || value instanceof Iterator
                || value instanceof Optional
                || value instanceof Object[];
    }

    /** Whether this is the text of Camel's last resort, by the same converter that it uses for any object. */
    private static boolean isPrinted(String text, Object value, Exchange exchange) {
        if (!text.equals(value.toString())) {
            return false;
        }
        exchange.getContext().getTypeConverter().convertTo(String.class, exchange, new Object());
        TypeConverterRegistry converters = exchange.getContext().getTypeConverterRegistry();
        TypeConverter own = converters.lookup(String.class, value.getClass());
        return own == null || own == converters.lookup(String.class, Object.class);
    }
}
