// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.SpoolWriter;
import io.github.smtpconnector.email.SpooledContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A message of which a copy is kept while it is written, so that the copy has the octets that were sent, whatever becomes
 * of its files afterwards. Of a message that is written more than once the last whole copy is kept. Used by one thread.
 */
public final class CopiedMessage extends WrappedMessage implements AutoCloseable {

    private final Spooling spooling;
    private @Nullable SpooledContent copy;

    /** Begins a copy. */
    @FunctionalInterface
    public interface Spooling {
        SpoolWriter begin() throws IOException;
    }

    public CopiedMessage(RenderedMessage message, Spooling spooling) {
        super(message);
        this.spooling = spooling;
    }

    @Override
    public long writtenSize() {
        return message.writtenSize();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (SpoolWriter writer = begin()) {
            message.writeTo(new Copying(out, writer));
            replaceBy(writer);
        }
    }

    private SpoolWriter begin() throws ContentException {
        try {
            return spooling.begin();
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private void replaceBy(SpoolWriter writer) throws ContentException {
        try {
            close();
            copy = writer.content();
        } catch (IOException e) {
            throw unkept(e);
        }
    }

    private static ContentException unkept(IOException cause) {
        return new ContentException("the copy of the mail that resultAs=MIME asks for cannot be kept: " + cause, cause);
    }

    /**
     * Gives the copy away, to be closed by the caller. A message that was never written, because all recipients had it
     * already, is written for it now.
     *
     * @throws ContentException when it was never written and cannot be
     */
    public SpooledContent take() throws IOException {
        if (copy == null) {
            writeTo(OutputStream.nullOutputStream());
        }
        SpooledContent taken = copy;
        if (taken == null) {
            throw new IllegalStateException("a message that was written has no copy");
        }
        copy = null;
        return taken;
    }

    /** Gives up the copy, unless it was taken. */
    @Override
    public void close() throws IOException {
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }

    /** Into the copy first: what cannot be kept is not sent. */
    private static final class Copying extends FilterOutputStream {

        private final SpoolWriter copy;

        Copying(OutputStream out, SpoolWriter copy) {
            super(out);
            this.copy = copy;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            try {
                copy.write(octets, from, count);
            } catch (IOException e) {
                throw unkept(e);
            }
            out.write(octets, from, count);
        }
    }
}
