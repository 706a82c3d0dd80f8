// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pool.ConnectionPool.Claim;
import io.github.smtpconnector.wire.SmtpConnection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which sender gets a connection, and when: in order of arrival, at the pace that it asks for, and a new connection only
 * while the server serves. Guarded by the pool's lock.
 */
final class Admission {

    private final String server;
    private final LongSupplier nanoTime;
    private final OpenConnections connections;
    private final BackOff backOff;
    private final WaitQueue queue;
    private int opening;
    private boolean shutdown;

    Admission(String server, Lock lock, LongSupplier nanoTime, OpenConnections connections, BackOff backOff) {
        this.server = server;
        this.nanoTime = nanoTime;
        this.connections = connections;
        this.backOff = backOff;
        this.queue = new WaitQueue(lock, nanoTime);
    }

    WaitQueue queue() {
        return queue;
    }

    /** How many connections are being opened. */
    int opening() {
        return opening;
    }

    boolean isShutdown() {
        return shutdown;
    }

    /** Waits until there is a connection, leased, or leave (null) to open one; to be followed by {@link #opened}. */
    @Nullable
    PoolEntry await(PoolLimits limits, Claim claim, List<SmtpConnection> discarded) {
        // Who replaces a connection that was found dead has kept its distance already.
        WaitQueue.Place mine = queue.join(claim == Claim.FRESH ? 0 : limits.distance());
        try {
            long end = nanoTime.getAsLong() + limits.maxWait().toNanos();
            while (true) {
                if (shutdown) {
                    throw failure(Failure.retryable(Category.SHUTDOWN, "the connector is being stopped"));
                }
                Found found = mine.isNext() ? find(limits, claim, discarded) : Found.NOTHING;
                if (found.something()) {
                    mine.go();
                    return found.entry();
                }
                long now = nanoTime.getAsLong();
                long left = end - now;
                long backOffLeft = backOff.left(now);
                if (left > 0 && mine.pacing() > left) {
                    throw failure(Pace.failure(limits, mine.pacing()));
                }
                if (left <= 0 || (backOffLeft > left && !isServedByOthers(claim))) {
                    throw failure(tooLong(limits, claim, mine));
                }
                mine.await(left, backOffLeft);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Failure.retryable(Category.SHUTDOWN, "interrupted while waiting for a connection"));
        } finally {
            mine.leave();
        }
    }

    private Found find(PoolLimits limits, Claim claim, List<SmtpConnection> discarded) {
        long now = nanoTime.getAsLong();
        boolean mayOpen = backOff.allows(opening, now);
        if (claim == Claim.FRESH && !mayOpen) {
            return Found.NOTHING;
        }
        PoolEntry unused = connections.unused(limits, claim, now, discarded);
        if (unused != null) {
            return new Found(true, unused);
        }
        if (mayOpen && connections.size() + opening < limits.maxConnections()) {
            opening++;
            return Found.LEAVE_TO_OPEN;
        }
        PoolEntry shared = claim == Claim.SHARED ? connections.shared(limits, now) : null;
        return shared == null ? Found.NOTHING : new Found(true, shared);
    }

    /** Whether a connection that is there, or on its way, may become free for it. */
    private boolean isServedByOthers(Claim claim) {
        return claim != Claim.FRESH && connections.size() + opening > 0;
    }

    private Failure tooLong(PoolLimits limits, Claim claim, WaitQueue.Place mine) {
        long now = nanoTime.getAsLong();
        boolean full = connections.size() + opening >= limits.maxConnections();
        if (backOff.left(now) > 0 && !(full && isServedByOthers(claim))) {
            return backOff.failure(now);
        }
        if (mine.isHeld()) {
            return Pace.failure(limits, mine.pacing());
        }
        return Failure.retryable(
                        Category.POOL_EXHAUSTED,
                        "no connection became free within " + limits.maxWait().toMillis() + " ms, with "
                                + limits.maxConnections() + " allowed")
                .withAdvice("Raise maxConnections, maxInFlight or maxWait, or send from fewer threads");
    }

    private RuntimeException failure(Failure failure) {
        return failure.withServer(server).toException();
    }

    /** A connection was opened, or could not be (null), and who counted on it may have to learn that it waits in vain. */
    void opened(@Nullable PoolEntry entry) {
        opening--;
        if (entry != null) {
            connections.add(entry);
            queue.wakeNext();
        } else {
            queue.wakeAll();
        }
    }

    /** Nobody is let in any more. */
    void shutdown() {
        shutdown = true;
        queue.wakeAll();
    }

    /** An entry, leave to open a connection (no entry), or nothing yet. */
    private record Found(boolean something, @Nullable PoolEntry entry) {
        static final Found NOTHING = new Found(false, null);
        static final Found LEAVE_TO_OPEN = new Found(true, null);
    }
}
