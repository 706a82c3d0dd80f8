// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.SmtpConnection;
import io.github.smtpconnector.wire.SmtpConnector;
import io.github.smtpconnector.wire.Timeouts;
import io.github.smtpconnector.wire.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one identity. Bounded, and fair: who waits longest is served first. A sender is given, in this
 * order, an unused connection, a new one, or a place behind another's mail. After the server refused to serve, no new
 * one is opened for a while. Thread-safe; no lock is held while the network is spoken to.
 */
public final class ConnectionPool {

    private final ServerIdentity identity;
    private final SmtpConnector connector;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final OpenConnections connections = new OpenConnections();
    private final WaitingLine line = new WaitingLine(lock);
    private final BackOff backOff = new BackOff();
    private int opening;
    private boolean shutdown;

    ConnectionPool(ServerIdentity identity, Watchdog watchdog, LongSupplier nanoTime) {
        this.identity = identity;
        this.connector = new SmtpConnector(identity, watchdog);
        this.nanoTime = nanoTime;
    }

    /** The server that this pool's connections lead to. */
    public ServerIdentity identity() {
        return identity;
    }

    /**
     * Waits for a connection.
     *
     * @param limits the sender's limits
     * @param timeouts the sender's timeouts, should a connection have to be opened
     * @param claim how much of a connection is wanted
     * @throws SmtpConnectorException when none became free in time (POOL_EXHAUSTED), none may be opened in time because
     *     the server refused to serve (RATE_LIMITED), none could be opened, or the pool is shut down (SHUTDOWN)
     */
    public Lease acquire(PoolLimits limits, Timeouts timeouts, Claim claim) {
        if (Thread.currentThread().isInterrupted()) {
            // Reading or writing would close the connection (ClosedByInterruptException), under others' mail too.
            throw failure(Failure.retryable(Category.SHUTDOWN, "interrupted before anything was sent"));
        }
        List<SmtpConnection> discarded = new ArrayList<>();
        @Nullable PoolEntry entry;
        lock.lock();
        try {
            entry = await(limits, claim, discarded);
        } finally {
            lock.unlock();
            discarded.forEach(SmtpConnection::quit);
        }
        return new Lease(this, entry != null ? entry : open(limits, timeouts, claim));
    }

    /** Waits, in order of arrival, until there is an entry or leave (null) to open one. */
    private @Nullable PoolEntry await(PoolLimits limits, Claim claim, List<SmtpConnection> discarded) {
        WaitingLine.Place mine = line.join();
        try {
            long left = limits.maxWait().toNanos();
            while (true) {
                if (shutdown) {
                    throw failure(Failure.retryable(Category.SHUTDOWN, "the connector is being stopped"));
                }
                Found found = mine.isFirst() ? find(limits, claim, discarded) : Found.NOTHING;
                if (found.something()) {
                    return found.entry();
                }
                long backOffLeft = backOff.left(nanoTime.getAsLong());
                if (left <= 0 || (backOffLeft > left && !isServedByOthers(claim))) {
                    throw failure(tooLong(limits, claim));
                }
                long patience = mine.isFirst() && backOffLeft > 0 ? Math.min(left, backOffLeft) : left;
                left -= patience - mine.condition().awaitNanos(patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Failure.retryable(Category.SHUTDOWN, "interrupted while waiting for a connection"));
        } finally {
            mine.leave();
        }
    }

    /** Whether a connection that is there, or on its way, may become free for it. */
    private boolean isServedByOthers(Claim claim) {
        return claim != Claim.FRESH && connections.size() + opening > 0;
    }

    private Failure tooLong(PoolLimits limits, Claim claim) {
        long now = nanoTime.getAsLong();
        boolean full = connections.size() + opening >= limits.maxConnections();
        if (backOff.left(now) > 0 && !(full && isServedByOthers(claim))) {
            return backOff.failure(now);
        }
        return Failure.retryable(
                        Category.POOL_EXHAUSTED,
                        "no connection became free within " + limits.maxWait().toMillis() + " ms, with "
                                + limits.maxConnections() + " allowed")
                .withAdvice("Raise maxConnections, maxInFlight or maxWait, or send from fewer threads");
    }

    private RuntimeException failure(Failure failure) {
        return failure.withServer(identity.server()).toException();
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

    private PoolEntry open(PoolLimits limits, Timeouts timeouts, Claim claim) {
        PoolEntry entry = null;
        try {
            SmtpConnection connection = connector.open(timeouts);
            entry = new PoolEntry(connection, nanoTime.getAsLong(), limits);
            entry.lease(limits, claim != Claim.SHARED);
            return entry;
        } catch (SmtpConnectorException e) {
            failed(e);
            throw e;
        } finally {
            lock.lock();
            try {
                opening--;
                if (entry != null) {
                    connections.add(entry);
                }
                line.wakeFirst();
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A connection could not be opened, or a mail over it failed. */
    void failed(SmtpConnectorException failure) {
        lock.lock();
        try {
            backOff.failed(failure.getPhase(), failure.getReply(), nanoTime.getAsLong());
            // Who cannot wait so long learns it now.
            line.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    void release(PoolEntry entry, boolean keep) {
        boolean done;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            entry.release(now);
            if (keep) {
                backOff.served(entry.opened());
            }
            if (!keep || shutdown) {
                entry.retire();
            }
            done = entry.isStale(now);
            if (done) {
                connections.remove(entry);
            }
            line.wakeFirst();
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
        if (done) {
            entry.connection().quit();
        }
    }

    /** Closes connections that have lain unused for too long, are too old, or that the server has left. */
    void evict() {
        List<SmtpConnection> discarded;
        lock.lock();
        try {
            discarded = connections.removeStale(nanoTime.getAsLong());
            line.wakeFirst();
        } finally {
            lock.unlock();
        }
        discarded.forEach(SmtpConnection::quit);
    }

    /**
     * Lets nobody in any more, closes what is unused, waits for mail under way, and after {@code grace} closes what is
     * left.
     */
    void shutdown(Duration grace) {
        List<PoolEntry> left;
        lock.lock();
        try {
            shutdown = true;
            line.wakeAll();
            long nanos = grace.toNanos();
            while (nanos > 0 && (opening > 0 || connections.busy() > 0)) {
                nanos = quiet.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left = connections.removeAll();
            lock.unlock();
        }
        for (PoolEntry entry : left) {
            if (entry.isIdle()) {
                entry.connection().quit();
            } else {
                entry.connection().abort();
            }
        }
    }

    /** The pool now. */
    public PoolStats stats() {
        lock.lock();
        try {
            return new PoolStats(
                    connections.size(),
                    connections.busy(),
                    opening,
                    connections.inFlight(),
                    line.size(),
                    Duration.ofNanos(backOff.left(nanoTime.getAsLong())),
                    backOff.refusal());
        } finally {
            lock.unlock();
        }
    }

    /** Whether a new pool in its place would do the same. */
    boolean isForgettable() {
        lock.lock();
        try {
            return connections.size() + opening + line.size() == 0 && backOff.left(nanoTime.getAsLong()) == 0;
        } finally {
            lock.unlock();
        }
    }

    /** How much of a connection is wanted. */
    public enum Claim {
        /** Any place will do, also behind another's mail. */
        SHARED,
        /** A connection of one's own, for what takes long. */
        WHOLE,
        /** A connection that never carried mail, because one that had was found dead. */
        FRESH
    }

    /** An entry, leave to open a connection (no entry), or nothing yet. */
    private record Found(boolean something, @Nullable PoolEntry entry) {
        static final Found NOTHING = new Found(false, null);
        static final Found LEAVE_TO_OPEN = new Found(true, null);
    }
}
