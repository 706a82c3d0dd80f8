// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A channel seen as a socket, so that TLS can be laid over it. The JDK's own adaptor (17) lets a blocked reader keep a
 * writer out; here each direction goes its own way.
 */
// The methods of Socket are synchronized; these need no lock, for the channel has its own.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class ChannelSocket extends Socket {

    /** More than a TLS record has. */
    static final int BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final Readiness readable;
    private final Readiness writable;
    private volatile Interruption interruption = Interruption.ENDS_THE_LINE;
    private volatile boolean waits = true;

    /** One for the line: of an array the JDK makes a copy of that size for each thread, and keeps it. */
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);

    private final @Nullable SocketOption<Boolean> quickAck;

    private final AtomicInteger taken = new AtomicInteger();

    ChannelSocket(SocketChannel channel) throws SocketException {
        super((SocketImpl) null);
        this.channel = channel;
        this.readable = new Readiness(channel, SelectionKey.OP_READ);
        this.writable = new Readiness(channel, SelectionKey.OP_WRITE);
        this.quickAck = quickAck(channel);
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                acknowledgeAtOnce();
                ByteBuffer into = ByteBuffer.wrap(octets, offset, length);
                int read = channel.read(into);
                if (read == 0 && length > 0) {
                    return awaitOctets(into);
                }
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                for (int done = 0; done < length; ) {
                    outgoing.clear();
                    int part = Math.min(outgoing.capacity(), length - done);
                    outgoing.put(octets, offset + done, part).flip();
                    done += part;
                    send(done == length);
                }
            }
        };
    }

    /**
     * A server that leaves Nagle's algorithm on (RFC 896) keeps its second reply back until we have acknowledged the
     * first, which the kernel puts off for 40 ms, for it hopes for something to send (RFC 1122 section 4.2.3.2). It is
     * to be told so anew before each read.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (quickAck != null) {
            channel.setOption(quickAck, true);
        }
    }

    /** By its name, for a runtime image may be without the module that declares it, and a system without the option. */
    @SuppressWarnings("unchecked")
    private static @Nullable SocketOption<Boolean> quickAck(SocketChannel channel) {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals("TCP_QUICKACK") && option.type() == Boolean.class) {
                return (SocketOption<Boolean>) option;
            }
        }
        return null;
    }

    private int awaitOctets(ByteBuffer into) throws IOException {
        int[] read = new int[1];
        await(readable, () -> (read[0] = channel.read(into)) != 0);
        return read[0];
    }

    private void await(Readiness ready, Readiness.Step step) throws IOException {
        if (!waits) {
            throw new NothingYetException();
        }
        ready.await(step, interruption);
    }

    /** Who decides what an interrupt means; by default it ends the line. */
    void whenInterrupted(Interruption by) {
        interruption = by;
    }

    /** Whether a read or a write waits for the other side, or ends as a {@link NothingYetException}. */
    void setWaits(boolean on) {
        waits = on;
    }

    /**
     * Gives the buffer to the kernel. A channel throws when another thread closes it. It does so even when the kernel has
     * taken everything, and will send it: only the position of the buffer tells.
     */
    private void send(boolean last) throws IOException {
        try {
            channel.write(outgoing);
            if (outgoing.hasRemaining()) {
                await(writable, () -> {
                    channel.write(outgoing);
                    return !outgoing.hasRemaining();
                });
            }
        } finally {
            if (last && !outgoing.hasRemaining()) {
                taken.incrementAndGet();
            }
        }
    }

    /** How many writes the kernel has taken to their last octet, those among them that failed. */
    int taken() {
        return taken.get();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public boolean isOutputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return channel.socket().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.socket().getLocalAddress();
    }

    @Override
    public int getPort() {
        return channel.socket().getPort();
    }

    @Override
    public int getLocalPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return channel.socket().getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return channel.socket().getLocalSocketAddress();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    /** Deadlines are the {@link Watchdog}'s: it closes the channel. */
    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            readable.close();
            writable.close();
        }
    }

    /** A line that does not wait can do nothing now. To TLS it is a read that took too long, after which it can go on. */
    static final class NothingYetException extends SocketTimeoutException {

        private static final long serialVersionUID = 1L;

        NothingYetException() {
            super("nothing yet");
        }

        /** Thrown each time a quiet line is looked at, and never shown. */
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
