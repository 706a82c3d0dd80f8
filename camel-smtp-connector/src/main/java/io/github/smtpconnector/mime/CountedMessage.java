// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A message whose size shows when it is written: a source that does not know its size is counted then. */
public final class CountedMessage extends WrappedMessage {

    private volatile long counted = -1;

    private CountedMessage(RenderedMessage message) {
        super(message);
    }

    /** The message, which is counted when its size is not known. */
    public static RenderedMessage of(RenderedMessage message) {
        return message.size() < 0 ? new CountedMessage(message) : message;
    }

    /** Stays unknown after the message was written, because it is to be written in the same way again. */
    @Override
    public long size() {
        return message.size();
    }

    @Override
    public long writtenSize() {
        return counted;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Counting counting = new Counting(out);
        message.writeTo(counting);
        counted = counting.octets;
    }

    private static final class Counting extends FilterOutputStream {

        private long octets;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            octets++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            octets += length;
        }
    }
}
