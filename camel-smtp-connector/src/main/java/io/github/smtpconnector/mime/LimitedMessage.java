// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A message that is broken off where it grows beyond a limit: not all sources know their size before they are read. */
public final class LimitedMessage extends WrappedMessage {

    private final long limit;

    private LimitedMessage(RenderedMessage message, long limit) {
        super(message);
        this.limit = limit;
    }

    /**
     * The message, to be written up to this many octets.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category SIZE when it is known to have more
     */
    public static RenderedMessage of(RenderedMessage message, long limit) {
        long size = message.size();
        if (size > limit) {
            throw Failure.permanent(Category.SIZE, "the mail has " + size + " octets, more than " + allowed(limit))
                    .toException();
        }
        return size < 0 ? new LimitedMessage(message, limit) : message;
    }

    private static String allowed(long limit) {
        return "maxMessageSize=" + limit + " allows; send less in one mail, or raise it";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        message.writeTo(new Counting(out, limit));
    }

    /** Counts before it writes. */
    private static final class Counting extends FilterOutputStream {

        private final long limit;
        private long left;

        Counting(OutputStream out, long limit) {
            super(out);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public void write(int octet) throws IOException {
            take(1);
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            take(count);
            out.write(octets, from, count);
        }

        private void take(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new ContentException(Category.SIZE, "the mail has more octets than " + allowed(limit));
            }
        }
    }
}
