// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Contents of attachments that no memory holds, or that do not keep what they promise. */
final class Contents {

    private Contents() {}

    /** Opens a content. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * Any content.
     *
     * @param size the size that it claims to have, or -1
     */
    static Content of(long size, Opening opening) {
        return new Content() {
            @Override
            public InputStream open() throws IOException {
                return opening.open();
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    /** So many octets, all zero. */
    static Content zeros(long size) {
        return of(size, () -> new Zeros(size));
    }

    private static final class Zeros extends InputStream {

        private long left;

        private Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] octets, int from, int count) {
            if (left == 0) {
                return -1;
            }
            int some = (int) Math.min(count, left);
            left -= some;
            Arrays.fill(octets, from, from + some, (byte) 0);
            return some;
        }
    }
}
