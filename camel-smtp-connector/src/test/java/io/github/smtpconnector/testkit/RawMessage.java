// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import io.github.smtpconnector.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message given as octets.
 *
 * @param messageId its id
 * @param octets its octets
 * @param knownSize whether it tells its size before it is written
 */
public record RawMessage(String messageId, byte[] octets, boolean knownSize, boolean needs8Bit, boolean needsUtf8)
        implements RenderedMessage {

    /** A small mail with this text, which should use CRLF. */
    public static RawMessage of(String text) {
        return of(("Subject: test\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    public static RawMessage of(byte[] octets) {
        return new RawMessage("<1@test.example>", octets, true, false, false);
    }

    public RawMessage ofUnknownSize() {
        return new RawMessage(messageId, octets, false, needs8Bit, needsUtf8);
    }

    @Override
    public long size() {
        return knownSize ? octets.length : -1;
    }

    @Override
    public boolean isInMemory() {
        return knownSize;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // In pieces of an odd size, so that nothing can rely on how it is called.
        for (int from = 0; from < octets.length; from += 7919) {
            out.write(octets, from, Math.min(7919, octets.length - from));
        }
    }
}
