// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** An accepted connection with a delay line below whatever is layered on it, TLS included. */
final class DelayedSocket extends Socket {
    private InputStream delayed;

    /** To be called once, right after the connection was accepted. */
    void delayBy(long nanos) throws IOException {
        delayed = new DelayLine(super.getInputStream(), nanos);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return delayed == null ? super.getInputStream() : delayed;
    }
}
