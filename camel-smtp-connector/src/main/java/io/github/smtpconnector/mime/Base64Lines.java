// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 in lines of 76 characters (RFC 2045 section 6.8), no line end after the last. An instance owns the buffers
 * that the attachments of one message share. Not thread-safe.
 *
 * <p>Whole lines are encoded here, two characters a look-up. The JDK's encoder is fast only on processors whose
 * instructions it can use; elsewhere a large attachment would wait for it.
 */
final class Base64Lines {

    /** The octets of one line. */
    private static final int OCTETS = 57;

    private static final int LINE = 76;

    /** Whole lines, so no octet is carried from block to block. Large enough to be written without another buffer. */
    private static final int BLOCK = OCTETS * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final char[] PAIRS = pairs();

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
        byte[] lines = new byte[(int) length(octets.length)];
        out.add(lines, 0, encode(octets, octets.length, lines));
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
                    out.write(lines, 0, lineEnd(lines, encoded));
                }
                encoded = encode(block, count, lines);
            }
        } while (count == block.length);
        out.write(lines, 0, encoded);
    }

    /** Encodes so many octets and says how long their lines are together. */
    private static int encode(byte[] octets, int count, byte[] lines) {
        int end = 0;
        int done = 0;
        for (; count - done >= OCTETS; done += OCTETS) {
            end = line(octets, done, lines, done == 0 ? 0 : lineEnd(lines, end));
        }
        if (done < count) {
            byte[] rest = Base64.getEncoder().encode(Arrays.copyOfRange(octets, done, count));
            end = done == 0 ? 0 : lineEnd(lines, end);
            System.arraycopy(rest, 0, lines, end, rest.length);
            end += rest.length;
        }
        return end;
    }

    /** Six octets are eight characters; 57 are nine times that, and half of it once more. */
    private static int line(byte[] octets, int from, byte[] lines, int to) {
        int end = from + OCTETS - 3;
        int at = to;
        for (int i = from; i < end; i += 6) {
            long six = (long) LONGS.get(octets, i);
            long eight = pair(six >>> 52) << 48 | pair(six >>> 40) << 32 | pair(six >>> 28) << 16 | pair(six >>> 16);
            LONGS.set(lines, at, eight);
            at += 8;
        }
        int three = (octets[end] & 0xFF) << 16 | (octets[end + 1] & 0xFF) << 8 | (octets[end + 2] & 0xFF);
        return characters(pair(three), lines, characters(pair(three >>> 12), lines, at));
    }

    /** The two characters of the lowest twelve bits. */
    private static long pair(long bits) {
        return PAIRS[(int) bits & 0xFFF];
    }

    private static int characters(long pair, byte[] lines, int at) {
        lines[at] = (byte) (pair >> 8);
        lines[at + 1] = (byte) pair;
        return at + 2;
    }

    private static int lineEnd(byte[] lines, int at) {
        lines[at] = '\r';
        lines[at + 1] = '\n';
        return at + 2;
    }

    /** The characters of twelve bits each, the first in the higher octet. */
    private static char[] pairs() {
        char[] pairs = new char[1 << 12];
        for (int bits = 0; bits < pairs.length; bits++) {
            byte[] three = {(byte) (bits >> 4), (byte) (bits << 4), 0};
            byte[] four = Base64.getEncoder().encode(three);
            pairs[bits] = (char) (four[0] << 8 | four[1]);
        }
        return pairs;
    }
}
