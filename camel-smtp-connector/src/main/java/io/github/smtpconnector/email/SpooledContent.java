// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A stream that was read once and can be opened again and again until it is closed: a small one in memory, a larger one
 * in a temporary file that only its owner can read. Thread-safe once made.
 *
 * <p>Internal; may change.
 */
public final class SpooledContent implements Content, AutoCloseable {

    private static final int IN_MEMORY = 256 * 1024;

    private final Content spooled;
    private final @Nullable Path file;
    private volatile boolean closed;

    private SpooledContent(Content spooled, @Nullable Path file) {
        this.spooled = spooled;
        this.file = file;
    }

    /**
     * Reads the stream to its end and closes it. Takes at most some 256 KiB of memory, whatever the stream's length.
     *
     * @throws IOException when the stream or the temporary file fails; no file stays behind
     */
    public static SpooledContent of(InputStream once) throws IOException {
        return of(once, IN_MEMORY, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static SpooledContent of(InputStream once, int inMemory, Path directory) throws IOException {
        try (once) {
            byte[] head = once.readNBytes(inMemory);
            int next = once.read();
            return next < 0 ? new SpooledContent(Content.of(head), null) : inFile(head, next, once, directory);
        }
    }

    private static SpooledContent inFile(byte[] head, int next, InputStream rest, Path directory) throws IOException {
        // On POSIX systems only the owner can open a file that createTempFile makes; elsewhere the folder protects it.
        Path file = Files.createTempFile(directory, "smtp-connector", ".spool");
        boolean complete = false;
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(head);
                out.write(next);
                rest.transferTo(out);
            }
            // Some streams report only now that they were cut short. Closing twice does no harm.
            rest.close();
            SpooledContent content = new SpooledContent(Content.of(file), file);
            complete = true;
            return content;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
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
     * Deletes the temporary file, if there is one; the content cannot be opened any more.
     *
     * @throws IOException when the file cannot be deleted
     */
    @Override
    public void close() throws IOException {
        closed = true;
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
