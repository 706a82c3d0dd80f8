// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The three ways SMTP reads: a command line, content up to the dot, and a counted chunk. Content is counted, not kept. */
final class SmtpInput {
    private static final int LONGEST_LINE = 12_288;

    private final InputStream source;
    private final Flushing replies;
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /** Called before every read that may wait: replies are held back only while more commands are at hand. */
    interface Flushing {
        void flush() throws IOException;
    }

    SmtpInput(InputStream source, Flushing replies) {
        this.source = source;
        this.replies = replies;
    }

    boolean isDrained() {
        return start == end;
    }

    /** The next line without its CRLF, or null where the client left between two lines. */
    String line() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return lineUpTo(scanned);
                }
            }
            if (end - start > LONGEST_LINE) {
                throw new IOException("A line of more than " + LONGEST_LINE + " octets");
            }
            int already = scanned - start;
            if (!more()) {
                return null;
            }
            scanned = start + already;
        }
    }

    private String lineUpTo(int lineFeed) throws IOException {
        if (lineFeed == start || buffer[lineFeed - 1] != '\r') {
            throw new IOException("A line that does not end in CRLF (RFC 5321 2.3.8)");
        }
        String line = new String(buffer, start, lineFeed - 1 - start, StandardCharsets.UTF_8);
        start = lineFeed + 1;
        return line;
    }

    void skip(long octets) throws IOException {
        for (long left = octets; left > 0; ) {
            if (isDrained() && !more()) {
                throw new EOFException("The connection ended within a chunk");
            }
            int count = (int) Math.min(left, end - start);
            start += count;
            left -= count;
        }
    }

    /** Reads content up to the line that is a single dot and gives its size without stuffed dots (RFC 5321 4.5.2). */
    long dotted() throws IOException {
        long octets = 0;
        Place place = Place.LINE_START;
        while (place != Place.END) {
            if (isDrained() && !more()) {
                throw new EOFException("The connection ended before the final dot");
            }
            int from = start;
            int dropped = 0;
            while (start < end && place != Place.END) {
                byte octet = buffer[start++];
                if (place == Place.LINE_START && octet == '.') {
                    dropped++;
                    place = Place.DOT;
                } else if (place == Place.DOT && octet == '\r') {
                    place = Place.DOT_CR;
                } else if (place == Place.DOT_CR && octet == '\n') {
                    dropped += 2;
                    place = Place.END;
                } else if (octet == '\r') {
                    place = Place.CR;
                } else {
                    place = place == Place.CR && octet == '\n' ? Place.LINE_START : Place.WITHIN;
                }
            }
            octets += start - from - dropped;
        }
        return octets;
    }

    private enum Place {
        LINE_START,
        DOT,
        DOT_CR,
        WITHIN,
        CR,
        END
    }

    private boolean more() throws IOException {
        replies.flush();
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int count = source.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }
}
