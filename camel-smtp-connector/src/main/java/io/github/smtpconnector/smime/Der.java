// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import java.io.ByteArrayOutputStream;

/**
 * The beginning of a DER structure whose end is too large for memory. It is written from the inside out, so each frame
 * knows how many octets follow.
 */
final class Der {

    static final int SEQUENCE = 0x30;

    /** The tag [0], constructed and primitive. */
    static final int CONSTRUCTED_0 = 0xa0;

    static final int PRIMITIVE_0 = 0x80;

    private byte[] octets = {};
    private final long following;

    /**
     * Begins at the end of the structure.
     *
     * @param following how many octets the end has
     */
    Der(long following) {
        this.following = following;
    }

    /** Puts whole structures before the octets so far. */
    Der after(byte[]... structures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] structure : structures) {
            out.writeBytes(structure);
        }
        out.writeBytes(octets);
        octets = out.toByteArray();
        return this;
    }

    /** Puts a frame around the octets so far and all that follow. */
    Der in(int tag) {
        long length = octets.length + following;
        int count = length < 128 ? 0 : (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
        byte[] frame = new byte[2 + count];
        frame[0] = (byte) tag;
        frame[1] = (byte) (count == 0 ? length : 0x80 | count);
        for (int i = 0; i < count; i++) {
            frame[2 + i] = (byte) (length >> (8 * (count - 1 - i)));
        }
        return after(frame);
    }

    byte[] octets() {
        return octets.clone();
    }
}
