// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that count, and that end the connection at a given octet. */
final class Cut {

    private Cut() {}

    static final class In extends FilterInputStream {

        private final long limit;
        private volatile long count;

        In(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            // One thread reads; others look at the count.
            long before = count;
            if (before >= limit) {
                throw new EOFException();
            }
            int read = super.read(octets, offset, (int) Math.min(length, limit - before));
            count = before + Math.max(0, read);
            return read;
        }
    }

    static final class Out extends FilterOutputStream {

        private final long limit;
        private long count;

        Out(OutputStream out, long limit) {
            super(out);
            this.limit = limit;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            int part = (int) Math.min(length, limit - count);
            out.write(octets, offset, part);
            out.flush();
            count += part;
            if (part < length) {
                throw new EOFException();
            }
        }
    }
}
