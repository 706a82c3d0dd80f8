// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pool.ConnectionPool.Claim;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sender gets a connection, and when: in order of arrival, at the sender's own pace, and a new connection
 * only while the server serves. Guarded by the pool's lock.
 */
final class Admission {

    private final String server;
    private final LongSupplier nanoTime;
    private final OpenConnections connections;
    private final ClosingConnections closing;
    private final Openings openings;
    private final WaitQueue queue;
    private boolean shutdown;

    Admission(
            String server,
            Lock lock,
            LongSupplier nanoTime,
            OpenConnections connections,
            ClosingConnections closing,
            Openings openings) {
        this.server = server;
        this.nanoTime = nanoTime;
        this.connections = connections;
        this.closing = closing;
        this.openings = openings;
        this.queue = new WaitQueue(lock, nanoTime);
    }

    WaitQueue queue() {
        return queue;
    }

    boolean isShutdown() {
        return shutdown;
    }

    /**
     * The wish of a sender.
     *
     * @param claim how much of a connection it wants
     * @param end when its wait ends
     * @param refused why no connection could be opened for it, so that it waits for an open one; null at first
     */
    record Wish(PoolLimits limits, Claim claim, long end, @Nullable Failure refused) {}

    /**
     * Waits until there is a connection, leased, or permission to open one; after the latter call {@link
     * Openings#ended}.
     */
    Found await(Wish wish, Discarded discarded) {
        WaitQueue.Place mine = join(wish);
        try {
            boolean first = true;
            while (true) {
                if (shutdown) {
                    throw failure(Failure.retryable(Category.SHUTDOWN, "the connector is being stopped"));
                }
                Found found = mine.isNext() ? find(wish, discarded) : null;
                if (found != null) {
                    mine.go();
                    return found;
                }
                long now = nanoTime.getAsLong();
                long left = wish.end() - now;
                // Checked once: senders before this one may leave early, but do not delay its turn further.
                if (first && left > 0 && mine.pacing() > left) {
                    throw failure(Pace.failure(wish.limits(), mine.pacing()));
                }
                first = false;
                Failure inVain = openings.isAnyoneServed() ? null : openings.hopeless(wish.refused(), left, now);
                if (inVain != null) {
                    throw failure(inVain);
                }
                if (left <= 0) {
                    throw failure(tooLong(wish.limits(), mine));
                }
                mine.await(left, openings.pause(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Failure.retryable(Category.SHUTDOWN, "interrupted while waiting for a connection"));
        } finally {
            mine.leave();
        }
    }

    /** A sender that replaces a dead connection, or could not open one, has kept its distance already. */
    private WaitQueue.Place join(Wish wish) {
        if (wish.refused() != null) {
            return queue.rejoin();
        }
        return queue.join(wish.claim() == Claim.FRESH ? 0 : wish.limits().distance());
    }

    private @Nullable Found find(Wish wish, Discarded discarded) {
        long now = nanoTime.getAsLong();
        PoolLimits limits = wish.limits();
        Claim claim = wish.claim();
        boolean allowed = openings.areAllowed(now);
        // While no new connection may be opened, a used one is better than none: MAIL shows whether it is dead, too.
        boolean anew = claim == Claim.FRESH && wish.refused() == null && allowed && openings.pause(now) == 0;
        if (!anew) {
            PoolEntry unused = connections.unused(limits, claim, now, discarded);
            if (unused != null) {
                return new Found(unused, null);
            }
        }
        boolean room = allowed && openings.hasRoom(limits, now);
        while (anew && !room && connections.removeLongestIdle(discarded)) {
            room = openings.hasRoom(limits, now);
        }
        if (room && openings.counted() < openings.most(limits, now)) {
            openings.began();
            return new Found(null, null);
        }
        PoolEntry shared = claim == Claim.SHARED ? connections.shared(limits, now) : null;
        if (shared != null) {
            return new Found(shared, null);
        }
        if (room) {
            openings.began();
            return new Found(null, closing.takeOldest());
        }
        return null;
    }

    private Failure tooLong(PoolLimits limits, WaitQueue.Place mine) {
        Failure pausing = openings.whyNone(limits, nanoTime.getAsLong());
        if (pausing != null) {
            return pausing;
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
        return (failure.server() == null ? failure.withServer(server) : failure).toException();
    }

    /** Something has become free, or it is now certain that nothing will. */
    void changed() {
        // A sender that waits in vain must learn it now and not when its time is over.
        if (!openings.isAnyoneServed() && openings.pause(nanoTime.getAsLong()) > 0) {
            queue.wakeAll();
        } else {
            queue.wakeNext();
        }
    }

    /** Lets no further sender in. */
    void shutdown() {
        shutdown = true;
        queue.wakeAll();
    }

    /**
     * A connection, or permission to open one.
     *
     * @param entry the connection, or null to open one
     * @param before the closing connection whose place the new one takes when it has ended, or null
     */
    record Found(@Nullable PoolEntry entry, ClosingConnections.@Nullable One before) {}
}
