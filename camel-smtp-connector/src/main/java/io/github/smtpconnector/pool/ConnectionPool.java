// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.Failover;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
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
    private final Failover servers;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final OpenConnections connections = new OpenConnections();
    private final BackOff backOff = new BackOff();
    private final Admission admission;
    private int closing;

    ConnectionPool(ServerIdentity identity, Watchdog watchdog, LongSupplier nanoTime) {
        this.identity = identity;
        this.servers = new Failover(identity, watchdog);
        this.nanoTime = nanoTime;
        this.admission = new Admission(identity.server(), lock, nanoTime, connections, backOff);
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
     * @throws SmtpConnectorException when none became free in time (POOL_EXHAUSTED), the sender's pace or the server's
     *     refusal to serve leave no turn in time (RATE_LIMITED), none could be opened, or the pool is shut down (SHUTDOWN)
     */
    public Lease acquire(PoolLimits limits, Timeouts timeouts, Claim claim) {
        if (Thread.currentThread().isInterrupted()) {
            // Reading or writing would close the connection (ClosedByInterruptException), under others' mail too.
            throw Failure.retryable(Category.SHUTDOWN, "interrupted before anything was sent")
                    .withServer(identity.server())
                    .toException();
        }
        List<SmtpConnection> discarded = new ArrayList<>();
        @Nullable PoolEntry entry;
        lock.lock();
        try {
            entry = admission.await(limits, claim, discarded);
        } finally {
            lock.unlock();
            discarded.forEach(SmtpConnection::quit);
        }
        return new Lease(this, entry != null ? entry : open(limits, timeouts, claim));
    }

    private PoolEntry open(PoolLimits limits, Timeouts timeouts, Claim claim) {
        PoolEntry entry = null;
        try {
            SmtpConnection connection = servers.open(timeouts);
            entry = new PoolEntry(connection, nanoTime.getAsLong(), limits);
            entry.lease(limits, claim != Claim.SHARED);
            return entry;
        } catch (SmtpConnectorException e) {
            failed(e);
            throw e;
        } finally {
            lock.lock();
            try {
                admission.opened(entry);
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A connection could not be opened, or a mail over it failed; who cannot wait so long learns it when it goes. */
    void failed(SmtpConnectorException failure) {
        lock.lock();
        try {
            boolean refused = BackOff.isRefusal(failure.getPhase(), failure.getReply());
            if (!refused || !servers.passOver(failure.getServer())) {
                backOff.failed(failure.getPhase(), failure.getReply(), nanoTime.getAsLong());
            }
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
            if (!keep || admission.isShutdown()) {
                entry.retire();
            }
            done = entry.isStale(now);
            if (done) {
                connections.remove(entry);
                closing++;
                // Who counted on it may have to learn that it waits in vain.
                admission.line().wakeAll();
            } else {
                admission.line().wakeNext();
            }
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
        if (done) {
            quit(entry);
        }
    }

    private void quit(PoolEntry entry) {
        try {
            entry.connection().quit();
        } finally {
            lock.lock();
            try {
                closing--;
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Closes connections that have lain unused for too long, are too old, or that the server has left. */
    void evict() {
        List<SmtpConnection> discarded;
        lock.lock();
        try {
            discarded = connections.removeStale(nanoTime.getAsLong());
            admission.line().wakeNext();
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
            admission.shutdown();
            long nanos = grace.toNanos();
            while (nanos > 0 && (admission.opening() + connections.busy() + closing > 0)) {
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
                    admission.opening(),
                    connections.inFlight(),
                    admission.line().size(),
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
            return connections.size() + admission.opening() == 0
                    && admission.line().isForgettable()
                    && backOff.left(nanoTime.getAsLong()) == 0;
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
}
