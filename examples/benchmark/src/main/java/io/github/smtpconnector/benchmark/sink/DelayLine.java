// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Octets that arrived at t can be read at t + delay, in order, with any number of them under way.
 *
 * <p>The whole round trip is put on this direction; for a client that waits for replies that is the same as half on each. It
 * is no sleep per reply, so a client that sends many commands at once waits once.
 */
final class DelayLine extends InputStream {
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final InputStream source;
    private final long delay;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    private Chunk current = END;
    private int position;

    private record Chunk(byte[] octets, long due) {}

    DelayLine(InputStream source, long delayNanos) {
        this.source = source;
        this.delay = delayNanos;
        Thread arrivals = new Thread(this::collect, "delay-line");
        arrivals.setDaemon(true);
        arrivals.start();
    }

    private void collect() {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                underWay.add(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delay));
            }
        } catch (IOException gone) {
            // A connection that broke ends like one that was closed: nothing more will arrive.
        }
        underWay.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == current.octets().length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.octets().length - position);
        System.arraycopy(current.octets(), position, target, offset, count);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        try {
            Chunk arrived = underWay.take();
            if (arrived == END) {
                underWay.add(END);
                return false;
            }
            sleepUntil(arrived.due());
            current = arrived;
            position = 0;
            return true;
        } catch (InterruptedException e) {
            throw new IOException("Interrupted while octets were under way", e);
        }
    }

    static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
