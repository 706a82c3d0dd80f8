// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 in lines of 76 characters (RFC 2045 section 6.8), no line end after the last. An instance owns the buffers
 * that the attachments of one message share. Not thread-safe.
 */
final class Base64Lines {

    private static final int LINE = 76;

    /** Whole lines, so that no octet is carried from block to block; encoded, enough to go out without being collected. */
    private static final int BLOCK = 57 * 1024;

    private final byte[] block;
    private final byte[] lines;

    /**
     * Buffers for contents of up to that many octets.
     *
     * @param largest -1 for unknown
     */
    Base64Lines(long largest) {
        int size = largest < 0 || largest >= BLOCK ? BLOCK : (int) largest + 1;
        block = new byte[size];
        lines = new byte[(int) length(size) + 2];
    }

    /** How many octets a content of that size becomes. */
    static long length(long octets) {
        long characters = (octets + 2) / 3 * 4;
        return characters + (characters == 0 ? 0 : (characters - 1) / LINE * 2);
    }

    /** Encodes a content in memory. */
    static void encode(byte[] octets, Octets out) {
        byte[] lines = Base64.getMimeEncoder().encode(octets);
        out.add(lines, 0, lines.length);
    }

    /**
     * Encodes a source of any size in constant memory.
     *
     * @throws ContentException when the source fails or does not give the octets it declared
     */
    void copy(Source source, OutputStream out) throws IOException {
        int encoded = 0;
        int count;
        do {
            count = source.fill(block);
            if (count > 0) {
                if (encoded > 0) {
                    lines[encoded] = '\r';
                    lines[encoded + 1] = '\n';
                    out.write(lines, 0, encoded + 2);
                }
                byte[] octets = count == block.length ? block : Arrays.copyOf(block, count);
                encoded = Base64.getMimeEncoder().encode(octets, lines);
            }
        } while (count == block.length);
        out.write(lines, 0, encoded);
    }
}
