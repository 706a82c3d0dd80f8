// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Octets on their way into a spool: in memory until they are too many for it, then in a file. What is closed before its
 * content was asked for leaves nothing behind. Used by one thread.
 *
 * <p>Internal; may change.
 */
public final class SpoolWriter extends OutputStream {

    private final SpooledContent.Store store;
    private ByteArrayOutputStream head = new ByteArrayOutputStream();
    private @Nullable SpoolFile file;
    private OutputStream out = head;
    private long size;
    private boolean given;

    public SpoolWriter(SpooledContent.Store store) {
        this.store = store;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (file == null && length > store.inMemory() - size) {
            file = new SpoolFile(store);
            out = file.writing();
            head.writeTo(out);
            head = new ByteArrayOutputStream(0);
        }
        out.write(octets, offset, length);
        size += length;
    }

    /** All that was written; nothing more is to be written then. The caller closes it. */
    public SpooledContent content() throws IOException {
        out.close();
        SpooledContent content =
                file == null ? SpooledContent.inMemory(head.toByteArray()) : SpooledContent.inFile(file, size);
        given = true;
        return content;
    }

    @Override
    public void close() throws IOException {
        if (file != null && !given) {
            file.close();
        }
    }
}
