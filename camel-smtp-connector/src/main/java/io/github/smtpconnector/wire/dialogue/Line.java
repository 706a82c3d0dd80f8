// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The octets in and out of one connection, first plain, perhaps secured later. One thread may read while another
 * writes. A read or write that runs past its deadline is ended by the {@link Watchdog}, which closes the line; SO_TIMEOUT
 * would bound a single read only, and nothing bounds a write.
 */
public final class Line implements Closeable, Watched {

    private static final int BUFFER = ChannelSocket.BUFFER;

    /** The most that a TLS record holds (RFC 8446 section 5.1). */
    private static final int RECORD = 16 * 1024;

    private static final long NO_DEADLINE = Long.MAX_VALUE;

    /** Nanoseconds have an end after 292 years, and a clock may begin anywhere. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final SocketChannel channel;
    private final Watchdog watchdog;
    private final LongSupplier nanoTime;
    private final LineTranscript transcript;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] unasked = new byte[1];
    private final ChannelSocket plain;
    private int buffered;

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private @Nullable SSLSession tls;

    private volatile long readDeadline = NO_DEADLINE;
    private volatile long writeDeadline = NO_DEADLINE;
    private volatile boolean expired;
    private volatile boolean aborted;
    private boolean gone;

    /** Takes over a channel that is to be connected. */
    public Line(SocketChannel channel, Watchdog watchdog) throws IOException {
        this.channel = channel;
        this.watchdog = watchdog;
        this.nanoTime = watchdog.nanoTime();
        this.plain = new ChannelSocket(channel);
        this.socket = plain;
        this.in = plain.getInputStream();
        this.out = plain.getOutputStream();
        this.transcript = new LineTranscript(watchdog.transcript(), nanoTime);
        if (!watchdog.watch(this)) {
            throw new ClosedChannelException();
        }
    }

    public LineTranscript transcript() {
        return transcript;
    }

    /** Connects, or ends the line. */
    public void connect(InetSocketAddress address, Duration timeout) throws IOException {
        readWithin(timeout);
        try {
            channel.connect(address);
            channel.configureBlocking(false);
            transcript.connected(channel.socket().getLocalPort(), address);
        } catch (IOException e) {
            abort();
            if (expired) {
                throw (IOException) new SocketTimeoutException("no connection in time").initCause(e);
            }
            throw e;
        } finally {
            readDone();
        }
    }

    /** The plain socket, for TLS to be laid over. */
    public Socket socket() {
        return socket;
    }

    /** From here on everything goes through this socket, whose handshake is done. */
    public void secured(SSLSocket secure) throws IOException {
        socket = secure;
        in = secure.getInputStream();
        out = secure.getOutputStream();
        tls = secure.getSession();
        if (transcript.isOn()) {
            transcript.event("secured by " + tls.getProtocol() + " with " + tls.getCipherSuite());
        }
    }

    /** The TLS session, or null in clear. */
    @Nullable
    public SSLSession tls() {
        return tls;
    }

    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.socket().getRemoteSocketAddress();
    }

    /** Who decides what an interrupt means from now on; until then it ends the line. */
    public void whenInterrupted(Interruption by) {
        plain.whenInterrupted(by);
    }

    /** Every read until {@link #readDone} shares this deadline. */
    public void readWithin(Duration timeout) {
        readDeadline = deadline(timeout);
    }

    public void readDone() {
        readDeadline = NO_DEADLINE;
    }

    public int read(byte[] octets, int offset, int length) throws IOException {
        return in.read(octets, offset, length);
    }

    /**
     * Writes through the buffer; each time something goes out it has {@code timeout}. The last octet always stays behind
     * for {@link #flush}.
     */
    public void write(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        int done = 0;
        while (done < length) {
            if (buffered == BUFFER) {
                flush(timeout);
            }
            if (buffered == 0 && length - done > BUFFER) {
                send(octets, offset + done, BUFFER, timeout);
                done += BUFFER;
            } else {
                int part = Math.min(length - done, BUFFER - buffered);
                System.arraycopy(octets, offset + done, buffer, buffered, part);
                buffered += part;
                done += part;
            }
        }
    }

    public void flush(Duration timeout) throws IOException {
        int length = buffered;
        buffered = 0;
        if (length > 0) {
            send(buffer, 0, length, timeout);
        }
    }

    /** In pieces of which each has its time, and becomes one record where TLS is laid over the line. */
    private void send(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        gone = false;
        int piece = tls == null ? BUFFER : RECORD;
        try {
            for (int done = 0; done < length; done += piece) {
                int part = Math.min(piece, length - done);
                int before = plain.taken();
                writeDeadline = deadline(timeout);
                try {
                    out.write(octets, offset + done, part);
                } finally {
                    gone = done + part == length && plain.taken() != before;
                }
            }
        } finally {
            writeDeadline = NO_DEADLINE;
        }
    }

    /**
     * Whether the last octet that was flushed has left, or may have, though the flush failed: a line that breaks over a
     * write does so also when the system has taken all of it.
     */
    boolean isGone() {
        return gone;
    }

    /** Says this where the line takes it at once: a sender that closes it for others must not be kept waiting. */
    boolean say(byte[] octets) {
        try {
            plain.setWaits(false);
            try {
                out.write(octets);
                return true;
            } finally {
                plain.setWaits(true);
            }
        } catch (IOException e) {
            // The other side may have been quicker, or does not listen any more.
            return false;
        }
    }

    /**
     * Whether nothing has arrived unasked: end of stream, a 421 or any other octet on a quiet line means that the
     * server is done with it. Messages from TLS to TLS do not count. To be called only while no thread reads or writes.
     */
    boolean isQuiet() {
        try {
            if (in.available() > 0) {
                return false;
            }
            plain.setWaits(false);
            try {
                in.read(unasked);
                return false;
            } catch (ChannelSocket.NothingYetException e) {
                return true;
            } finally {
                plain.setWaits(true);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the watchdog ended this line because a step took too long. */
    public boolean isExpired() {
        return expired;
    }

    /**
     * Whether this side has ended the line, or an interrupt of the calling thread may have (ClosedByInterruptException):
     * then its end says nothing about the server.
     */
    public boolean isEndedHere() {
        return aborted || Thread.currentThread().isInterrupted();
    }

    /** Ends the line when a step has run past its deadline. */
    @Override
    public void expire(long now) {
        if (isPast(readDeadline, now) || isPast(writeDeadline, now)) {
            expired = true;
            abort();
        }
    }

    private static boolean isPast(long deadline, long now) {
        return deadline != NO_DEADLINE && now - deadline >= 0;
    }

    private long deadline(Duration timeout) {
        return nanoTime.getAsLong() + (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
    }

    /** Closes without a word. Closing an SSLSocket would wait for a writer, which may be stuck itself. */
    @Override
    public void abort() {
        aborted = true;
        boolean watched = watchdog.forget(this);
        try {
            plain.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
        if (watched && transcript.isOn()) {
            transcript.event(expired ? "closed, because a step took too long" : "closed");
        }
    }

    /** Closes in good order: with TLS the peer is told (RFC 8446 section 6.1). */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The other side may be gone already.
        }
        abort();
    }
}
