// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content as the line takes it. A small one is in memory before anything is connected: then its sources cannot fail
 * any more, and it can travel in one flight with the envelope. A large one is streamed and has the connection for
 * itself.
 */
public final class Payload {

    private static final int SMALL = 256 * 1024;

    private final RenderedMessage message;
    private final boolean small;
    private final byte @Nullable [] octets;
    private @Nullable Boolean freeOfCommands;

    private Payload(RenderedMessage message, boolean small, byte @Nullable [] octets) {
        this.message = message;
        this.small = small;
        this.octets = octets;
    }

    /**
     * Reads the message into memory if it is known to be small and not there already.
     *
     * @throws io.github.smtpconnector.mime.ContentException when a source of it cannot be read
     */
    public static Payload of(RenderedMessage message) throws IOException {
        boolean small = message.size() >= 0 && message.size() <= SMALL;
        if (!small || message.isInMemory()) {
            return new Payload(message, small, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) message.size());
        message.writeTo(out);
        return new Payload(message, true, out.toByteArray());
    }

    public RenderedMessage message() {
        return message;
    }

    /** Whether it is in memory. */
    public boolean isSmall() {
        return small;
    }

    /** The exact number of octets, or -1. */
    long size() {
        return octets != null ? octets.length : message.size();
    }

    /** Whether no line of it can be taken for a command; looks at each, so only a small one is to be asked. */
    boolean isFreeOfCommands() throws IOException {
        if (freeOfCommands == null) {
            CommandScan scan = new CommandScan();
            writeTo(scan);
            freeOfCommands = !scan.hasFound();
        }
        return freeOfCommands;
    }

    void writeTo(OutputStream out) throws IOException {
        if (octets != null) {
            out.write(octets, 0, octets.length);
            return;
        }
        try {
            message.writeTo(out);
        } catch (RuntimeException e) {
            throw new ContentException("a source of the mail failed", e);
        }
    }
}
