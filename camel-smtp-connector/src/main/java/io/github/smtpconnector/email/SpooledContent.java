// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A stream that was read once and can be opened again and again until it is closed: in memory while it is small, in a
 * temporary file beyond that, which only this process can read and which goes with it. Thread-safe once made.
 *
 * <p>Internal; may change.
 */
public final class SpooledContent implements Content, AutoCloseable {

    private final Content spooled;
    private final @Nullable SpoolFile file;
    private volatile boolean closed;

    private SpooledContent(Content spooled, @Nullable SpoolFile file) {
        this.spooled = spooled;
        this.file = file;
    }

    /**
     * Where a stream is kept.
     *
     * @param inMemory how many octets are kept in memory; a longer stream is kept in a file
     * @param directory the folder of the file; made when it is not there
     * @param secrecy how the file is encrypted, or null for a file in clear; for one stream only
     */
    public record Store(int inMemory, Path directory, @Nullable Secrecy secrecy) {

        /** Some 256 KiB of memory, and the folder that the JVM has for temporary files. */
        public static final Store DEFAULT = new Store(256 * 1024, Path.of(System.getProperty("java.io.tmpdir")), null);
    }

    /** A key that is known nowhere else. Asked once to write by it, and as often as needed to read. */
    public interface Secrecy {

        OutputStream encrypting(OutputStream file);

        InputStream decrypting(InputStream file);
    }

    /**
     * Reads the stream to its end and closes it. Takes at most some 256 KiB of memory, whatever the stream's length.
     *
     * @throws IOException when the stream or the temporary file fails; no file stays behind
     */
    public static SpooledContent of(InputStream once) throws IOException {
        return of(once, Store.DEFAULT);
    }

    /**
     * Reads the stream to its end and closes it.
     *
     * @throws IOException when the stream or the temporary file fails; nothing stays behind then
     */
    public static SpooledContent of(InputStream once, Store store) throws IOException {
        try (once;
                SpoolWriter writer = new SpoolWriter(store)) {
            once.transferTo(writer);
            // Some streams report only now that they were cut short. Closing twice does no harm.
            once.close();
            return writer.content();
        }
    }

    static SpooledContent inMemory(byte[] octets) {
        return new SpooledContent(Content.of(octets), null);
    }

    static SpooledContent inFile(SpoolFile file, long size) {
        return new SpooledContent(new InFile(file, size), file);
    }

    private record InFile(SpoolFile file, long size) implements Content {

        @Override
        public InputStream open() {
            return file.reading();
        }
    }

    /** @throws IOException after {@link #close()} */
    @Override
    public InputStream open() throws IOException {
        if (closed) {
            throw new IOException("the spooled content was closed");
        }
        return spooled.open();
    }

    @Override
    public long size() {
        return spooled.size();
    }

    /** Whether there is no temporary file to delete. */
    public boolean isInMemory() {
        return file == null;
    }

    /**
     * Gives back what the temporary file takes, if there is one; the content cannot be opened any more.
     *
     * @throws IOException when the file cannot be closed or deleted
     */
    @Override
    public void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
        }
    }
}
