// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that was read once and can be opened again and again until it is closed. */
public final class SpooledContent implements Content, AutoCloseable {

    private final byte[] octets;

    private SpooledContent(byte[] octets) {
        this.octets = octets;
    }

    /** Reads the stream to its end and closes it. */
    public static SpooledContent of(InputStream once) throws IOException {
        try (once) {
            return new SpooledContent(once.readAllBytes());
        }
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public long size() {
        return octets.length;
    }

    /** Gives back what the octets take up; they cannot be opened any more. */
    @Override
    public void close() {}
}
