// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import io.github.smtpconnector.wire.dialogue.Line;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** A line while a proxy is spoken to: never takes an octet more than asked for, since what follows is the server's. */
public final class ProxyLine {

    private final Line line;
    private final Duration timeout;

    /** All that is read within the deadline that the line has, each write within {@code timeout}. */
    public ProxyLine(Line line, Duration timeout) {
        this.line = line;
        this.timeout = timeout;
    }

    void send(byte[] octets) throws IOException {
        line.write(octets, 0, octets.length, timeout);
        line.flush(timeout);
    }

    int read() throws IOException {
        return read(1)[0] & 0xff;
    }

    byte[] read(int count) throws IOException {
        byte[] octets = new byte[count];
        int done = 0;
        while (done < count) {
            int more = line.read(octets, done, count - done);
            if (more < 0) {
                throw new EOFException();
            }
            done += more;
        }
        return octets;
    }
}
