// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail as it is written on the wire: headers and MIME body, every line ended by CRLF, no line over 998 octets, not
 * dot-stuffed. Can be written any number of times, always the same octets.
 */
public interface RenderedMessage {

    /** The Message-ID in angle brackets. */
    String messageId();

    /** The exact number of octets {@link #writeTo} writes, or -1 where that is not known before. */
    long size();

    /** The size once it was written whole; where {@link #size} does not know it, -1 until then. */
    default long writtenSize() {
        return size();
    }

    /** Whether it is in memory as a whole, so that no source can fail while it is written. */
    boolean isInMemory();

    /** Whether an octet above 127 stands in the body, so that the server must offer 8BITMIME (RFC 6152). */
    boolean needs8Bit();

    /** Whether an octet above 127 stands in a header, so that the server must offer SMTPUTF8 (RFC 6531). */
    boolean needsUtf8();

    /**
     * Writes the whole message. Neither flushes nor closes the stream.
     *
     * @throws ContentException when a source of the message (an attachment's file, for instance) cannot be read
     * @throws IOException when {@code out} cannot be written to
     */
    void writeTo(OutputStream out) throws IOException;
}
