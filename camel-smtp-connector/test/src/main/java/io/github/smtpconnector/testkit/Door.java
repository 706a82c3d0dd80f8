// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A test server's port, which can be shut and opened again. */
public final class Door {

    private static final int QUEUE = 200;

    private final int port;
    private final Consumer<Socket> host;
    private final List<Socket> queue = new ArrayList<>();
    private ServerSocket listener;
    private Thread doorman = new Thread();

    /** At this port, or at a free one where it is 0; connections wait until {@link #open}. */
    Door(int port, Consumer<Socket> host) {
        this.host = host;
        this.listener = listen(port, QUEUE);
        this.port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    void open() {
        ServerSocket open = listener;
        doorman = new Thread(
                () -> {
                    try {
                        while (true) {
                            host.accept(open.accept());
                        }
                    } catch (IOException e) {
                        // Shut.
                    }
                },
                "smtp-test-server");
        doorman.setDaemon(true);
        doorman.start();
    }

    /** Takes this many octets from a client before they are read, and no more. */
    void receiveBuffer(int octets) {
        try {
            listener.setReceiveBufferSize(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on connections are refused. */
    public void refuse() {
        shut();
        try {
            // Until it has noticed, the port is not free.
            doorman.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on there is no answer: Linux drops a SYN while the queue of the accepted is full. */
    public void ignore() {
        refuse();
        listener = listen(port, 1);
        for (int i = 0; i < 2; i++) {
            try {
                queue.add(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** After {@link #refuse} or {@link #ignore}: accepts connections again. */
    public void openAgain() {
        refuse();
        listener = listen(port, QUEUE);
        open();
    }

    void shut() {
        SmtpTestServer.closeQuietly(listener);
        queue.forEach(SmtpTestServer::closeQuietly);
    }

    private static ServerSocket listen(int port, int queue) {
        try {
            return new ServerSocket(port, queue, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
