// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes foreign octets fit for the wire: every line end becomes CRLF (RFC 5321 section 2.3.8). NUL and lines over 998
 * octets cannot be sent and are refused. Notes which capabilities the octets need.
 */
final class WireOutput extends OutputStream {

    private static final int LONGEST_LINE = 998;

    private final OutputStream out;
    private final long most;
    private final byte[] buffer = new byte[8192];
    private int buffered;
    private long total;
    private int column;
    private boolean afterCr;
    private boolean inHeader;
    private boolean needs8Bit;
    private boolean needsUtf8;

    /**
     * Octets on their way to a stream.
     *
     * @param most the most octets that may pass; further ones are refused, because the number is already announced
     */
    WireOutput(OutputStream out, long most) {
        this.out = out;
        this.most = most;
    }

    @Override
    public void write(int octet) throws IOException {
        byte b = (byte) octet;
        if (b == '\r' || b == '\n') {
            if (b == '\r' || !afterCr) {
                put((byte) '\r');
                put((byte) '\n');
                column = 0;
            }
            afterCr = b == '\r';
            return;
        }
        afterCr = false;
        if (b == 0) {
            throw new ContentException("the MimeMessage holds a NUL, which cannot be sent; let the part be base64");
        }
        if (++column > LONGEST_LINE) {
            throw new ContentException("the MimeMessage holds a line over 998 octets; let the part be base64");
        }
        if (b < 0) {
            needsUtf8 |= inHeader;
            needs8Bit |= !inHeader;
        }
        put(b);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            write(octets[i]);
        }
    }

    /** Headers come next, or a body. */
    void inHeader(boolean header) {
        inHeader = header;
    }

    /** Ends the last line and writes the rest. Does not flush the stream beneath. */
    void finish() throws IOException {
        if (column > 0) {
            write('\n');
        }
        drain();
    }

    long total() {
        return total;
    }

    boolean needs8Bit() {
        return needs8Bit;
    }

    boolean needsUtf8() {
        return needsUtf8;
    }

    private void put(byte octet) throws IOException {
        if (++total > most) {
            throw new ContentException(
                    "the MimeMessage changed while being sent: it had " + most + " octets, now more");
        }
        if (buffered == buffer.length) {
            drain();
        }
        buffer[buffered++] = octet;
    }

    private void drain() throws IOException {
        try {
            out.write(buffer, 0, buffered);
        } catch (IOException e) {
            throw new LineException(e);
        }
        buffered = 0;
    }

    /** A failure of the stream beneath, to be told apart from failures of the message. */
    static final class LineException extends IOException {

        private static final long serialVersionUID = 1L;

        private final IOException failure;

        LineException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
