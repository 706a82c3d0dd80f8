// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/** A socket whose octets can be cut off, for TLS to be laid over. */
final class CutSocket extends OctetSocket {

    private final Cut.In in;
    private final Cut.Out out;

    CutSocket(Socket socket, Cut.In in, Cut.Out out) throws SocketException {
        super(socket);
        this.in = in;
        this.out = out;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }
}
