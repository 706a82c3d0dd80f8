// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import java.io.IOException;
import java.io.OutputStream;

/** Content as it follows DATA: a dot that begins a line is doubled (RFC 5321 section 4.5.2). Finds them in one scan. */
final class DotStuffing extends OutputStream {

    private static final byte[] END = {'.', '\r', '\n'};
    private static final byte[] LINE_END_AND_END = {'\r', '\n', '.', '\r', '\n'};

    private final OutputStream out;
    private boolean atLineStart = true;

    DotStuffing(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        boolean lineStart = atLineStart;
        for (int i = offset; i < end; i++) {
            byte octet = octets[i];
            if (octet == '.' && lineStart) {
                // Up to and with the dot; the rest begins with the dot again.
                out.write(octets, from, i + 1 - from);
                from = i;
            }
            lineStart = octet == '\n';
        }
        out.write(octets, from, end - from);
        atLineStart = lineStart;
    }

    /** Writes the end of the content: a line with nothing but a dot. */
    void end() throws IOException {
        byte[] end = atLineStart ? END : LINE_END_AND_END;
        out.write(end, 0, end.length);
    }
}
