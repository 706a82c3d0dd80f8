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
import org.jspecify.annotations.Nullable;

/**
 * Connections that were told QUIT: the server counts each until it has answered (RFC 5321 section 4.1.1.10), and so does
 * the pool, for a second at most. The sweep ends them, or a sender who needs the place waits for the end. Guarded by the pool's lock.
 */
final class ClosingConnections {

    static final Duration LONGEST = Duration.ofSeconds(1);

    private final Deque<One> all = new ArrayDeque<>();

    One add(SmtpConnection connection, long now) {
        One one = new One(connection, now);
        all.addLast(one);
        return one;
    }

    /** The one that has waited longest leaves, to be ended by the caller. */
    @Nullable
    One takeOldest() {
        return all.pollFirst();
    }

    /** Those that the server has answered or kept waiting for too long leave. */
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

    /** One of them; ended outside the lock. */
    static final class One {

        private final SmtpConnection connection;
        private final long since;
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile boolean given;

        One(SmtpConnection connection, long since) {
            this.connection = connection;
            this.since = since;
        }

        /** Says QUIT, and leaves the answer to who ends it. */
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

        /** Waits for what is left of its time, and closes it. */
        void awaitEnd(long now) {
            long left = Math.max(0, LONGEST.toNanos() - (now - since));
            try {
                // QUIT takes no time, but it cannot be said while another thread reads.
                if (told.await(left, TimeUnit.NANOSECONDS)) {
                    connection.awaitEnd(Duration.ofNanos(left));
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        private boolean isTold() {
            return told.getCount() == 0;
        }

        /** Closes it, or has it closed by who is about to say QUIT. */
        void close() {
            given = true;
            if (isTold()) {
                connection.close();
            }
        }
    }
}
