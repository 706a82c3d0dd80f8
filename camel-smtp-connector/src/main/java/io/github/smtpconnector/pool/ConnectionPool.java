// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.SmtpConnection;
import io.github.smtpconnector.wire.SmtpConnector;
import io.github.smtpconnector.wire.Timeouts;
import io.github.smtpconnector.wire.Watchdog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one identity. Bounded, and fair: who waits longest is served first. A sender is given, in this
 * order, an unused connection, a new one, or a place behind another's mail. Thread-safe; no lock is held while the
 * network is spoken to.
 */
public final class ConnectionPool {

    private final ServerIdentity identity;
    private final SmtpConnector connector;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final List<PoolEntry> entries = new ArrayList<>();
    private final Deque<Condition> waiting = new ArrayDeque<>();
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
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException when none became free in time
     *     (POOL_EXHAUSTED), none could be opened, or the pool is shut down (SHUTDOWN)
     */
    public Lease acquire(PoolLimits limits, Timeouts timeouts, Claim claim) {
        if (Thread.currentThread().isInterrupted()) {
            // Reading or writing would close the connection (ClosedByInterruptException), under others' mail too.
            throw failure(Category.SHUTDOWN, "interrupted before anything was sent");
        }
        List<SmtpConnection> discarded = new ArrayList<>();
        @Nullable PoolEntry entry;
        lock.lock();
        try {
            entry = await(limits, () -> find(limits, claim, discarded));
        } finally {
            lock.unlock();
            discarded.forEach(SmtpConnection::quit);
        }
        return new Lease(this, entry != null ? entry : open(limits, timeouts, claim));
    }

    /** Waits, in order of arrival, until there is an entry or leave (null) to open one. */
    private @Nullable PoolEntry await(PoolLimits limits, Supplier<Found> finder) {
        Condition mine = lock.newCondition();
        waiting.addLast(mine);
        try {
            long left = limits.maxWait().toNanos();
            while (true) {
                if (shutdown) {
                    throw failure(Category.SHUTDOWN, "the connector is being stopped");
                }
                Found found = mine.equals(waiting.peekFirst()) ? finder.get() : Found.NOTHING;
                if (found.something()) {
                    return found.entry();
                }
                if (left <= 0) {
                    throw failure(
                            Category.POOL_EXHAUSTED,
                            "no connection became free within "
                                    + limits.maxWait().toMillis() + " ms, with " + limits.maxConnections()
                                    + " allowed");
                }
                left = mine.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Category.SHUTDOWN, "interrupted while waiting for a connection");
        } finally {
            waiting.remove(mine);
            wakeNext();
        }
    }

    private RuntimeException failure(Category category, String problem) {
        Failure failure = Failure.retryable(category, problem).withServer(identity.server());
        return (category == Category.POOL_EXHAUSTED
                        ? failure.withAdvice("Raise maxConnections, maxInFlight or maxWait, or send from fewer threads")
                        : failure)
                .toException();
    }

    private void wakeNext() {
        Condition next = waiting.peekFirst();
        if (next != null) {
            next.signal();
        }
    }

    private Found find(PoolLimits limits, Claim claim, List<SmtpConnection> discarded) {
        long now = nanoTime.getAsLong();
        for (int i = entries.size() - 1; i >= 0; i--) {
            PoolEntry entry = entries.get(i);
            if (!entry.isIdle()) {
                continue;
            }
            boolean fit = claim != Claim.FRESH
                    && !entry.isOver(limits, now)
                    && !entry.isStale(now)
                    && !entry.connection().wasLeft();
            if (fit) {
                return lease(entry, limits, claim);
            }
            entries.remove(i);
            discarded.add(entry.connection());
        }
        if (entries.size() + opening < limits.maxConnections()) {
            opening++;
            return Found.LEAVE_TO_OPEN;
        }
        if (claim == Claim.SHARED) {
            PoolEntry least = null;
            for (PoolEntry entry : entries) {
                if (entry.isSharable(limits, now) && (least == null || entry.inFlight() < least.inFlight())) {
                    least = entry;
                }
            }
            if (least != null) {
                return lease(least, limits, claim);
            }
        }
        return Found.NOTHING;
    }

    private static Found lease(PoolEntry entry, PoolLimits limits, Claim claim) {
        entry.lease(limits, claim != Claim.SHARED);
        return new Found(true, entry);
    }

    private PoolEntry open(PoolLimits limits, Timeouts timeouts, Claim claim) {
        PoolEntry entry = null;
        try {
            SmtpConnection connection = connector.open(timeouts);
            entry = new PoolEntry(connection, nanoTime.getAsLong(), limits);
            entry.lease(limits, claim != Claim.SHARED);
            return entry;
        } finally {
            lock.lock();
            try {
                opening--;
                if (entry != null) {
                    entries.add(entry);
                }
                wakeNext();
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    void release(PoolEntry entry, boolean keep) {
        boolean done;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            entry.release(now);
            if (!keep || shutdown) {
                entry.retire();
            }
            done = entry.isStale(now);
            if (done) {
                entries.remove(entry);
            }
            wakeNext();
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
        List<SmtpConnection> discarded = new ArrayList<>();
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Iterator<PoolEntry> all = entries.iterator();
            while (all.hasNext()) {
                PoolEntry entry = all.next();
                if (entry.isStale(now) || (entry.isIdle() && entry.connection().wasLeft())) {
                    all.remove();
                    discarded.add(entry.connection());
                }
            }
            wakeNext();
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
            waiting.forEach(Condition::signal);
            long nanos = grace.toNanos();
            while (nanos > 0 && (opening > 0 || entries.stream().anyMatch(entry -> !entry.isIdle()))) {
                nanos = quiet.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left = List.copyOf(entries);
            entries.clear();
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
            int inFlight = entries.stream().mapToInt(PoolEntry::inFlight).sum();
            return new PoolStats(entries.size(), opening, inFlight, waiting.size());
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
