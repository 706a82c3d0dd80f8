// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file without a name. Where the system allows that, it is deleted as soon as it is open: a process that is
 * killed leaves nothing behind, and no other process can open it. Its octets go when it is closed, or when it cannot be
 * reached any more. Elsewhere it is deleted when it is closed.
 *
 * <p>Not a {@code FileChannel}: that one closes itself for all readers when one of them is interrupted.
 */
final class SpoolFile implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomAccessFile octets;
    private final @Nullable Path named;
    private final SpooledContent.@Nullable Secrecy secrecy;

    SpoolFile(SpooledContent.Store store) throws IOException {
        // On POSIX systems only the owner may open what createTempFile makes; elsewhere its folder sees to that.
        Path file = Files.createTempFile(Files.createDirectories(store.directory()), "smtp-connector", ".spool");
        this.octets = new RandomAccessFile(file.toFile(), "rw");
        this.named = isDeleted(file) ? null : file;
        this.secrecy = store.secrecy();
    }

    private static boolean isDeleted(Path open) {
        try {
            Files.delete(open);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes from the start; to be closed before anything is read. */
    OutputStream writing() {
        OutputStream plain = new Writing();
        return secrecy == null ? plain : secrecy.encrypting(plain);
    }

    /** Reads from the start. */
    InputStream reading() {
        InputStream plain = new BufferedInputStream(new Reading(), BUFFER);
        return secrecy == null ? plain : secrecy.decrypting(plain);
    }

    @Override
    public void close() throws IOException {
        octets.close();
        if (named != null) {
            Files.deleteIfExists(named);
        }
    }

    /** Used before any thread reads. Does not close the file. */
    private final class Writing extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            octets.write(octet);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            octets.write(from, offset, length);
        }
    }

    /** One of several readers, each at its own place. */
    private final class Reading extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            lock.lock();
            try {
                octets.seek(position);
                int count = octets.read(into, offset, length);
                position += Math.max(count, 0);
                return count;
            } finally {
                lock.unlock();
            }
        }
    }
}
