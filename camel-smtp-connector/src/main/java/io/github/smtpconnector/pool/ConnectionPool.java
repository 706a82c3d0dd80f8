// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pool.Admission.Found;
import io.github.smtpconnector.pool.Admission.Wish;
import io.github.smtpconnector.pool.ClosingConnections.One;
import io.github.smtpconnector.wire.Failover;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one identity. Bounded, and fair: the sender that waits longest is served first. It gets, in this
 * order, an unused connection, a new one, or a place behind another mail. After the server refused to serve, no new
 * connection is opened for a while. Thread-safe; no lock is held during network calls.
 */
public final class ConnectionPool {

    private final ServerIdentity identity;
    private final TokenWatch tokens;
    private final Failover servers;
    private final LongSupplier nanoTime;
    private final UnaryOperator<ConnectionPool> successor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final OpenConnections connections = new OpenConnections();
    private final ClosingConnections closing = new ClosingConnections();
    private final Openings openings;
    private final Admission admission;
    private boolean forgotten;

    /** @param successor gives the pool that replaces this one after it was forgotten */
    ConnectionPool(
            ServerIdentity identity,
            Watchdog watchdog,
            LongSupplier nanoTime,
            UnaryOperator<ConnectionPool> successor) {
        this.identity = identity;
        this.tokens = new TokenWatch(identity, watchdog);
        this.servers = new Failover(tokens.watched(identity), watchdog);
        this.nanoTime = nanoTime;
        this.successor = successor;
        this.openings = new Openings(nanoTime, connections, closing);
        this.admission = new Admission(identity, lock, nanoTime, connections, closing, openings);
    }

    /** The server that this pool's connections lead to. */
    public ServerIdentity identity() {
        return identity;
    }

    /**
     * Waits for a connection. When none can be opened, it waits for those that are open.
     *
     * @param limits the sender's limits
     * @param timeouts the sender's timeouts, for a connection that has to be opened
     * @param claim how much of a connection is wanted
     * @param recipients how many are to get the mail
     * @param door passed before the wait begins; nothing that a connection needs to be opened is done within
     * @throws SmtpConnectorException when none became free in time (POOL_EXHAUSTED), the sender's pace or the server's
     *     refusal to serve leave no turn in time (RATE_LIMITED), none could be opened, or the pool is shut down
     *     (SHUTDOWN)
     */
    public Lease acquire(PoolLimits limits, Timeouts timeouts, Claim claim, int recipients, Door door) {
        refuseWhereInterrupted();
        lookForAnotherToken(limits, timeouts);
        long end;
        @Nullable Found found;
        try {
            door.enter();
            refuseWhereInterrupted();
            end = nanoTime.getAsLong() + limits.maxWait().toNanos();
            found = admit(new Wish(limits, claim, recipients, end, null));
        } finally {
            door.leave();
        }
        while (found != null) {
            if (found.entry() != null) {
                return new Lease(this, found.entry());
            }
            Opened opened = open(limits, timeouts, claim, found.before());
            if (opened.entry() != null) {
                return new Lease(this, opened.entry());
            }
            found = admit(new Wish(limits, claim, recipients, end, opened.refused()));
        }
        return successor.apply(this).acquire(limits, timeouts, claim, recipients, door);
    }

    private void refuseWhereInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            // The first wait for the server would end the connection, and could leave the mail in doubt.
            throw Failure.retryable(Category.SHUTDOWN, "interrupted before anything was sent")
                    .withServer(identity.server())
                    .toException();
        }
    }

    /** A refused login is worth another attempt with another token. The token source may take its time, within limits. */
    private void lookForAnotherToken(PoolLimits limits, Timeouts timeouts) {
        if (!locked(openings::mayTryAnotherToken)) {
            return;
        }
        Duration asking = timeouts.connect().plus(timeouts.reply());
        boolean another = tokens.hasAnother(asking.compareTo(limits.maxWait()) < 0 ? asking : limits.maxWait());
        refuseWhereInterrupted();
        if (another) {
            locked(() -> {
                openings.tryAnotherToken();
                admission.changed();
                return true;
            });
        }
    }

    private boolean locked(BooleanSupplier action) {
        lock.lock();
        try {
            return action.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** What the sender gets, or null when this pool was forgotten. */
    private @Nullable Found admit(Wish wish) {
        Discarded discarded = new Discarded(closing, nanoTime.getAsLong());
        lock.lock();
        try {
            return forgotten ? null : admission.await(wish, discarded);
        } finally {
            lock.unlock();
            discarded.quit();
        }
    }

    /** A connection, or why none could be opened when the sender may wait for others. */
    private record Opened(@Nullable PoolEntry entry, @Nullable Failure refused) {}

    private Opened open(PoolLimits limits, Timeouts timeouts, Claim claim, @Nullable One before) {
        PoolEntry entry;
        try {
            if (before != null) {
                before.awaitEnd(nanoTime);
            }
            entry = new PoolEntry(servers.open(timeouts), nanoTime.getAsLong(), limits);
        } catch (SmtpConnectorException e) {
            if (!notOpened(isPassedOver(e) ? null : e.getFailure())) {
                throw e;
            }
            return new Opened(null, e.getFailure());
        } catch (RuntimeException | Error e) {
            notOpened(null);
            throw e;
        }
        lock.lock();
        try {
            entry.lease(limits, claim != Claim.SHARED);
            openings.succeeded(entry, limits);
            admission.changed();
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
        return new Opened(entry, null);
    }

    private boolean notOpened(@Nullable Failure failure) {
        return locked(() -> {
            boolean mayWait = openings.failed(failure);
            admission.failed(failure);
            quiet.signalAll();
            return mayWait;
        });
    }

    /** Whether another server may be used because this one does not serve. */
    private boolean isPassedOver(SmtpConnectorException e) {
        return BackOff.isRefusal(e.getFailure()) && servers.passOver(e.getServer());
    }

    /**
     * A mail failed. A waiting sender that cannot wait so long learns it at its turn. When the connection had served
     * before, the reply concerns this connection only: for instance, how many mails or errors the server takes on one.
     */
    void failed(PoolEntry entry, SmtpConnectorException failure) {
        locked(() -> {
            if (!entry.hasServed() && !isPassedOver(failure)) {
                openings.mailFailed(failure.getFailure());
            }
            admission.failed(failure.getFailure());
            return true;
        });
    }

    void release(PoolEntry entry, boolean keep) {
        Discarded discarded = new Discarded(closing, nanoTime.getAsLong());
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            entry.release(now);
            if (keep) {
                entry.keep();
                admission.served(entry.opened());
            }
            if (!keep || admission.isShutdown()) {
                entry.retire();
            }
            if (entry.isStale(now)) {
                connections.remove(entry);
                discarded.add(entry.connection());
            }
            admission.changed();
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
        discarded.quit();
    }

    /** Closes connections that have lain unused for too long, are too old, or that the server has left. */
    void evict() {
        long now = nanoTime.getAsLong();
        Discarded discarded = new Discarded(closing, now);
        List<One> over;
        lock.lock();
        try {
            connections.removeStale(now, discarded);
            over = closing.removeOver(now);
            admission.changed();
        } finally {
            lock.unlock();
        }
        ToEach each = new ToEach();
        each.run(discarded::quit);
        each.run(() -> ToEach.of(over, One::close));
        each.end();
    }

    /**
     * Lets no further sender in, closes unused connections, and the others when their mail is done or {@code grace} is
     * over.
     */
    void shutdown(Duration grace) {
        List<PoolEntry> left;
        List<One> told;
        lock.lock();
        try {
            admission.shutdown();
            long nanos = grace.toNanos();
            while (nanos > 0 && (openings.underWay() > 0 || connections.busy() > 0)) {
                nanos = quiet.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left = connections.removeAll();
            told = closing.removeAll();
            lock.unlock();
        }
        ToEach each = new ToEach();
        each.run(() -> ToEach.of(left, PoolEntry::close));
        each.run(() -> ToEach.of(told, one -> one.closeWhenTold(nanoTime)));
        each.end();
    }

    /** The pool at this moment. */
    public PoolStats stats() {
        lock.lock();
        try {
            return admission.stats();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the pool if a new one would do the same; then this one serves no further sender. */
    boolean forget() {
        return locked(() -> {
            forgotten |= openings.counted() == 0 && admission.isForgettable() && openings.isForgettable();
            return forgotten;
        });
    }
}
