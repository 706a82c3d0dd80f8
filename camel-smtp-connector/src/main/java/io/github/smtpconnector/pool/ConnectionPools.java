// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.Verifier;
import io.github.smtpconnector.wire.dialogue.Transcript;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One pool per connection identity, however many endpoints lead there. A pool outlives its last handle until its
 * connections are idle for too long, so endpoints that are made for one mail each share them, too. Has no thread of its
 * own: the caller runs {@link #sweep()} now and then. Thread-safe.
 */
public final class ConnectionPools {

    private final LongSupplier nanoTime;
    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServerIdentity, Counted> pools = new HashMap<>();
    private boolean stopped;

    private static final class Counted {
        private final ConnectionPool pool;
        private int handles;

        private Counted(ConnectionPool pool) {
            this.pool = pool;
        }
    }

    /** The clock, in nanoseconds from any origin, like {@link System#nanoTime()}. */
    public ConnectionPools(LongSupplier nanoTime) {
        this(nanoTime, Transcript.NONE);
    }

    /** The same, with a transcript of all connections. */
    public ConnectionPools(LongSupplier nanoTime, Transcript transcript) {
        this.nanoTime = nanoTime;
        this.watchdog = new Watchdog(nanoTime, transcript);
    }

    /** The pool of this identity, to be held until {@link Handle#close}. */
    public Handle open(ServerIdentity identity) {
        lock.lock();
        try {
            Counted counted = counted(identity);
            counted.handles++;
            return new Handle(counted);
        } finally {
            lock.unlock();
        }
    }

    private Counted counted(ServerIdentity identity) {
        return pools.computeIfAbsent(
                identity, key -> new Counted(new ConnectionPool(key, watchdog, nanoTime, this::successor)));
    }

    /**
     * A sender that comes to a pool after its handle was closed and the pool forgotten goes on with the pool that
     * others use.
     */
    private ConnectionPool successor(ConnectionPool forgotten) {
        lock.lock();
        try {
            if (stopped) {
                throw Failure.retryable(Category.SHUTDOWN, "the connector is being stopped")
                        .withServer(forgotten.identity().server())
                        .toException();
            }
            return counted(forgotten.identity()).pool;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends overdue connections, closes idle ones, and forgets pools without a handle. An exception from one connection
     * or pool does not stop the others; it is thrown at the end.
     */
    public void sweep() {
        ToEach each = new ToEach();
        each.run(watchdog::sweep);
        all().forEach(pool -> each.run(pool::evict));
        each.run(this::forget);
        each.end();
    }

    private void forget() {
        lock.lock();
        try {
            pools.values().removeIf(counted -> counted.handles == 0 && counted.pool.forget());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits up to {@code grace} for mail under way, then closes everything for good, also what is only being opened or
     * verified.
     */
    public void shutdown(Duration grace) {
        ToEach each = new ToEach();
        each.run(() -> {
            long end = nanoTime.getAsLong() + grace.toNanos();
            for (ConnectionPool pool : all()) {
                each.run(() -> pool.shutdown(Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()))));
            }
        });
        each.run(watchdog::shutdown);
        lock.lock();
        try {
            pools.clear();
            stopped = true;
        } finally {
            lock.unlock();
        }
        each.end();
    }

    /** All pools, for monitoring. */
    public List<ConnectionPool> all() {
        lock.lock();
        try {
            return pools.values().stream().map(counted -> counted.pool).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Tries a server on a connection of its own, which belongs to no pool; its deadlines are kept with the others'. */
    public Verifier verifier(ServerIdentity identity) {
        return new Verifier(identity, watchdog);
    }

    /** The number of open sockets, whatever they are doing. */
    public int openLines() {
        return watchdog.openLines();
    }

    /** A claim on a pool. Thread-safe. */
    public final class Handle implements AutoCloseable {

        private final Counted counted;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Handle(Counted counted) {
            this.counted = counted;
        }

        public ConnectionPool pool() {
            return counted.pool;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                lock.lock();
                try {
                    counted.handles--;
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
