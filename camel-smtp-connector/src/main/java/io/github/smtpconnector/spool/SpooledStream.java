// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import io.github.smtpconnector.email.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Kept octets as a body of Camel: a stream that begins anew for each step of a route, and of which each branch has a copy
 * of its own. The octets live as long as one of them does.
 */
final class SpooledStream extends InputStream implements StreamCache {

    private final Content octets;
    private final boolean inMemory;
    private final Consumer<Exchange> users;
    private @Nullable InputStream in;
    private long position;

    /** Reads these octets, and tells of each exchange that uses them besides. */
    SpooledStream(Content octets, boolean inMemory, Consumer<Exchange> users) {
        this.octets = octets;
        this.inMemory = inMemory;
        this.users = users;
    }

    private InputStream opened() throws IOException {
        if (in == null) {
            in = octets.open();
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        int octet = opened().read();
        position += octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = opened().read(into, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public int available() throws IOException {
        return opened().available();
    }

    @Override
    public void reset() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next read begins anew. */
    @Override
    public void close() throws IOException {
        position = 0;
        if (in != null) {
            in.close();
            in = null;
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream all = octets.open()) {
            all.transferTo(out);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        users.accept(exchange);
        return new SpooledStream(octets, inMemory, users);
    }

    @Override
    public boolean inMemory() {
        return inMemory;
    }

    @Override
    public long length() {
        return octets.size();
    }

    @Override
    public long position() {
        return position;
    }
}
