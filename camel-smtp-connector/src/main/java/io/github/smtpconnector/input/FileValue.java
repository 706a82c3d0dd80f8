// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.MediaTypes;
import io.github.smtpconnector.mime.ForeignMediaType;
import io.github.smtpconnector.spool.ReopenableStreams;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.attachment.CamelFileDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A file as an attachment has it, in any of the forms an exchange can hold one. Text is content, never a path or a URL:
 * the author of an input must not be able to read this machine's files.
 *
 * @param content the octets, which can be opened again and again
 * @param label the media type that comes with the file, or null for none
 * @param origin where the octets come from
 */
record FileValue(Content content, @Nullable String label, Origin origin) {

    /** Where a handler has an object and no source of its own. */
    private static final String SOURCE_OF_AN_OBJECT = "jakarta.activation.DataHandlerDataSource";

    enum Origin {
        /** The octets are the UTF-8 form of a text. */
        TEXT,
        OCTETS,
        /** The label was written elsewhere, and the route cannot correct it. */
        LABELLED_BY_OTHERS
    }

    /** The media type that comes with the file, else the one that its name stands for. */
    String contentType(String fileName) {
        if (origin == Origin.LABELLED_BY_OTHERS) {
            return ForeignMediaType.of(label, fileName);
        }
        return label == null ? MediaTypes.forFileName(fileName) : label;
    }

    boolean isText() {
        return origin == Origin.TEXT;
    }

    static FileValue read(@Nullable Object value, Exchange exchange) throws UnusableInputException {
        try {
            if (value instanceof CharSequence text) {
                return text(text.toString());
            }
            if (value instanceof Map || value instanceof List) {
                return new FileValue(Content.of(JsonValues.write(value)), null, Origin.TEXT);
            }
            if (value instanceof DataHandler handler) {
                return new FileValue(handled(handler, exchange), handler.getContentType(), Origin.LABELLED_BY_OTHERS);
            }
            return new FileValue(octets(value, exchange), null, Origin.OCTETS);
        } catch (IOException e) {
            throw new UnusableInputException("cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file in a base64 text. */
    static FileValue readBase64(@Nullable Object value) throws UnusableInputException {
        if (value instanceof CharSequence text) {
            return new FileValue(Content.of(DataUri.base64(text.toString())), null, Origin.OCTETS);
        }
        if (value instanceof byte[] octets) {
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            return new FileValue(Content.of(DataUri.base64(text)), null, Origin.OCTETS);
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where base64 text belongs");
    }

    private static FileValue text(String text) throws UnusableInputException {
        if (DataUri.begins(text)) {
            DataUri uri = DataUri.parse(text);
            return new FileValue(uri.content(), uri.contentType(), Origin.OCTETS);
        }
        return new FileValue(Content.of(TextValue.encoded(text, null)), null, Origin.TEXT);
    }

    private static Content octets(@Nullable Object value, Exchange exchange)
            throws IOException, UnusableInputException {
        if (value instanceof byte[] octets) {
            return Content.of(octets);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] octets = new byte[buffer.remaining()];
            buffer.duplicate().get(octets);
            return Content.of(octets);
        }
        if (value instanceof Path path) {
            return Content.of(path);
        }
        if (value instanceof File file) {
            return Content.of(file.toPath());
        }
        if (value instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file
                    ? Content.of(file.toPath())
                    : read(JsonValues.plain(wrapped.getBody()), exchange).content();
        }
        if (value instanceof StreamCache cache) {
            return new CacheContent(cache, exchange);
        }
        if (value instanceof InputStream stream) {
            return ReopenableStreams.reopenable(exchange, stream, () -> stream);
        }
        throw new UnusableInputException("is " + Kind.of(value) + " where a file belongs");
    }

    /**
     * The content of a handler. Its source should open as often as it is asked, but many give one stream only, and the
     * second time an empty one: so it is read once, unless it is known to hold octets or a file.
     */
    private static Content handled(DataHandler handler, Exchange exchange) throws IOException {
        DataSource source = handler.getDataSource();
        if (source.getClass() == FileDataSource.class || source.getClass() == CamelFileDataSource.class) {
            return Content.of(((FileDataSource) source).getFile().toPath());
        }
        if (source.getClass() == ByteArrayDataSource.class) {
            return new HandlerContent(handler);
        }
        return source.getClass().getName().equals(SOURCE_OF_AN_OBJECT)
                ? asked(() -> written(handler))
                : ReopenableStreams.reopenable(exchange, source, () -> asked(handler::getInputStream));
    }

    /** What a handler is asked for. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T asked(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (RuntimeException e) {
            // A source of another program; its words could hold anything.
            throw new IOException("the DataHandler failed: " + e.getClass().getName(), e);
        }
    }

    /**
     * An object, as its writer writes it. The stream of such a handler is filled by a thread of its own, which ends the
     * stream without a word when the writer fails: the file would arrive cut.
     */
    private static Content written(DataHandler handler) throws IOException {
        if (handler.getContent() instanceof String) {
            // Fails where no writer is known: the text would be written in the charset of the JVM.
            handler.getInputStream().close();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        handler.writeTo(octets);
        return Content.of(octets.toByteArray());
    }

    /** Octets in memory, which are not copied. */
    private record HandlerContent(DataHandler handler) implements Content {

        @Override
        public InputStream open() throws IOException {
            return handler.getInputStream();
        }

        @Override
        public long size() {
            return -1;
        }
    }

    /** Reads copies, so that the cache itself stays where it is for the next reader. */
    private record CacheContent(StreamCache cache, Exchange exchange) implements Content {

        @Override
        public InputStream open() throws IOException {
            @Nullable StreamCache copy = cache.copy(exchange);
            if (copy instanceof InputStream stream) {
                return stream;
            }
            if (copy == null) {
                throw new IOException("the stream cache cannot be read a second time");
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            copy.writeTo(octets);
            return new ByteArrayInputStream(octets.toByteArray());
        }

        @Override
        public long size() {
            return cache.length() > 0 ? cache.length() : -1;
        }
    }
}
