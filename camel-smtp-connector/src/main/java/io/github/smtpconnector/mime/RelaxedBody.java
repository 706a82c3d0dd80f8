// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Hashes a body in its relaxed form (RFC 6376 section 3.4.4) as it comes: blanks within a line become one space; blanks
 * at its end and empty lines at the end of the body do not count. Lines must end with CRLF. Holds one buffer, whatever
 * the body's size.
 */
final class RelaxedBody extends OutputStream {

    private final MessageDigest digest;
    private final byte[] buffer = new byte[8192];
    private int buffered;
    /** Line ends that count only if more text follows. */
    private long lineEnds;

    private boolean blank;
    private boolean empty = true;

    RelaxedBody(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) {
        int to = from + count;
        int at = from;
        while (at < to) {
            switch (octets[at]) {
                case '\r' -> at++;
                case '\n' -> {
                    lineEnds++;
                    blank = false;
                    at++;
                }
                case ' ', '\t' -> {
                    blank = true;
                    at++;
                }
                default -> {
                    int end = endOfWord(octets, at, to);
                    beginWord();
                    put(octets, at, end);
                    at = end;
                }
            }
        }
    }

    /** The hash of all that was written; nothing may follow. */
    byte[] hash() {
        if (!empty) {
            putLineEnd();
        }
        digest.update(buffer, 0, buffered);
        return digest.digest();
    }

    private static int endOfWord(byte[] octets, int from, int to) {
        int end = from + 1;
        while (end < to && (octets[end] > ' ' || octets[end] < 0)) {
            end++;
        }
        return end;
    }

    private void beginWord() {
        for (; lineEnds > 0; lineEnds--) {
            putLineEnd();
        }
        if (blank) {
            put((byte) ' ');
            blank = false;
        }
        empty = false;
    }

    private void putLineEnd() {
        put((byte) '\r');
        put((byte) '\n');
    }

    private void put(byte octet) {
        if (buffered == buffer.length) {
            drain();
        }
        buffer[buffered++] = octet;
    }

    private void put(byte[] octets, int from, int to) {
        int count = to - from;
        if (count > buffer.length - buffered) {
            drain();
        }
        if (count > buffer.length) {
            digest.update(octets, from, count);
            return;
        }
        System.arraycopy(octets, from, buffer, buffered, count);
        buffered += count;
    }

    private void drain() {
        digest.update(buffer, 0, buffered);
        buffered = 0;
    }
}
