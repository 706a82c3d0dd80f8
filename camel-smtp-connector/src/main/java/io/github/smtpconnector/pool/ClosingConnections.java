// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that were sent QUIT. The server counts each until it has answered (RFC 5321 section 4.1.1.10), and so
 * does the pool, for a second at most. The sweep ends them, or a sender that needs the place waits for the end. Guarded
 * by the pool's lock.
 */
final class ClosingConnections {

    static final Duration LONGEST = Duration.ofSeconds(1);

    private final Deque<One> all = new ArrayDeque<>();

    One add(SmtpConnection connection, long now) {
        One one = new One(connection, now);
        all.addLast(one);
        return one;
    }

    /** Removes the one that has waited longest; the caller ends it. */
    @Nullable
    One takeOldest() {
        return all.pollFirst();
    }

    /** Removes those that the server has answered or kept waiting for too long. */
    List<One> removeOver(long now) {
        List<One> over = new ArrayList<>();
        for (Iterator<One> each = all.iterator(); each.hasNext(); ) {
            One one = each.next();
            if (one.isOver(now)) {
                each.remove();
                over.add(one);
            }
        }
        return over;
    }

    List<One> removeAll() {
        List<One> left = List.copyOf(all);
        all.clear();
        return left;
    }

    int size() {
        return all.size();
    }

    /** One closing connection; ended outside the lock. */
    static final class One {

        private final SmtpConnection connection;
        private final long since;
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile boolean given;

        One(SmtpConnection connection, long since) {
            this.connection = connection;
            this.since = since;
        }

        /** Sends QUIT; the thread that ends it reads the answer. */
        void quit() {
            try {
                connection.leave();
            } finally {
                told.countDown();
                if (given) {
                    connection.close();
                }
            }
        }

        private boolean isOver(long now) {
            return now - since >= LONGEST.toNanos() || (isTold() && connection.hasEnded());
        }

        private long left(LongSupplier nanoTime) {
            return Math.max(0, LONGEST.toNanos() - (nanoTime.getAsLong() - since));
        }

        /** Waits for the rest of its time, and closes it. */
        void awaitEnd(LongSupplier nanoTime) {
            try {
                // QUIT takes no time, but it cannot be said while another thread reads.
                if (told.await(left(nanoTime), TimeUnit.NANOSECONDS)) {
                    connection.awaitEnd(Duration.ofNanos(left(nanoTime)));
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        /** Waits until QUIT was said, by the thread that gave it up, and closes it: a stop ends all that is still open. */
        void closeWhenTold(LongSupplier nanoTime) {
            try {
                boolean unused = told.await(left(nanoTime), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        private boolean isTold() {
            return told.getCount() == 0;
        }

        /** Closes it, or leaves this to the thread that is about to send QUIT. */
        void close() {
            given = true;
            if (isTold()) {
                connection.close();
            }
        }
    }
}
