// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.mime.ContentException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Content as it follows BDAT (RFC 3030): octets as they are, never dot-stuffed, in announced pieces. Where the size is
 * known each piece is announced before it is there, and nothing is copied; otherwise pieces are collected first. The last
 * octet goes when the content has ended well: until then the server has no whole mail, so a source that fails at its very
 * end, or says too little of its size, sends nothing.
 */
final class Chunks extends OutputStream {

    /** Large, for each costs a reply; not larger, for a refusal is only heard between two. */
    static final int ANNOUNCED = 1024 * 1024;

    static final int COLLECTED = 64 * 1024;

    private final Sink sink;
    private final byte[] collected;
    private long unannounced;
    private int collectedLength;
    private int most;
    private long room;
    private boolean wholeButOne;
    private byte last;

    /** Where pieces go. */
    interface Sink {
        /** Announces a piece. */
        void begin(long octets, boolean last) throws IOException;

        void write(byte[] octets, int offset, int length) throws IOException;
    }

    /**
     * Content of so many octets, or of an unknown number when {@code size} is negative.
     *
     * @param first the most octets of the first piece
     */
    Chunks(Sink sink, long size, int first) {
        this.sink = sink;
        this.unannounced = size;
        this.collected = size < 0 ? new byte[COLLECTED] : new byte[0];
        this.most = size < 0 ? Math.min(first, COLLECTED) : first;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (collected.length > 0) {
            collect(octets, offset, length);
            return;
        }
        int done = 0;
        while (done < length) {
            if (room == 0) {
                announce();
            }
            int part = (int) Math.min(room, length - done);
            room -= part;
            wholeButOne = room == 0 && unannounced == 0;
            sink.write(octets, offset + done, wholeButOne ? part - 1 : part);
            done += part;
            last = octets[offset + done - 1];
        }
    }

    private void announce() throws IOException {
        if (unannounced == 0) {
            throw new ContentException("the content is larger than it said", new IOException("too many octets"));
        }
        room = Math.min(unannounced, most);
        most = ANNOUNCED;
        unannounced -= room;
        sink.begin(room, unannounced == 0);
    }

    private void collect(byte[] octets, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (collectedLength == most) {
                pass(false);
            }
            int part = Math.min(most - collectedLength, length - done);
            System.arraycopy(octets, offset + done, collected, collectedLength, part);
            collectedLength += part;
            done += part;
        }
    }

    private void pass(boolean last) throws IOException {
        sink.begin(collectedLength, last);
        sink.write(collected, 0, collectedLength);
        collectedLength = 0;
        most = COLLECTED;
    }

    /** Ends the content. */
    void end() throws IOException {
        if (collected.length > 0) {
            pass(true);
        } else if (room > 0 || unannounced > 0) {
            throw new ContentException("the content is smaller than it said", new IOException("too few octets"));
        } else if (wholeButOne) {
            sink.write(new byte[] {last}, 0, 1);
        }
    }
}
