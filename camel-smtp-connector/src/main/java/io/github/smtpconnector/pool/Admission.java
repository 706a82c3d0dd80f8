// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.turns.Paces;
import io.github.smtpconnector.turns.Toll;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.login.Login;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sender gets a connection, and when: in order of arrival, at the sender's own pace, and a new connection
 * only while the server serves. Guarded by the pool's lock.
 */
final class Admission {

    private final String server;
    private final Lock lock;
    private final LongSupplier nanoTime;
    private final OpenConnections connections;
    private final ClosingConnections closing;
    private final Openings openings;
    private final WaitQueue queue;
    private final Paces paces;
    private boolean shutdown;

    Admission(
            ServerIdentity identity,
            Lock lock,
            LongSupplier nanoTime,
            OpenConnections connections,
            ClosingConnections closing,
            Openings openings) {
        this.server = identity.server();
        this.lock = lock;
        this.nanoTime = nanoTime;
        this.connections = connections;
        this.closing = closing;
        this.openings = openings;
        this.queue = new WaitQueue(lock, nanoTime);
        this.paces = new Paces(login(identity), this::answered);
    }

    /** Whose pace it is: the account's, over any proxy and with any kind of login. */
    private static String login(ServerIdentity identity) {
        Login login = identity.credentials();
        String user = login == null ? null : login.username();
        return user == null ? identity.server() : identity.server() + " " + user;
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
     * @param recipients how many are to get the mail
     * @param refused why no connection could be opened for it, so that it waits for an open one; null at first
     */
    record Wish(PoolLimits limits, Claim claim, int recipients, long end, @Nullable Failure refused) {}

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
                Failure tooLate = mine.inVain(wish.limits(), left, first);
                if (tooLate != null) {
                    throw failure(tooLate);
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

    /** A sender that replaces a dead connection, or could not open one, has kept its pace already. */
    private WaitQueue.Place join(Wish wish) {
        Toll toll = new Toll(wish.limits().pace(), wish.recipients());
        if (wish.refused() != null) {
            return queue.rejoin(toll);
        }
        if (wish.claim() == Claim.FRESH) {
            return queue.join(null, toll);
        }
        Failure never = toll.never();
        if (never != null) {
            throw failure(never);
        }
        return queue.join(paces.of(toll.limits()), toll);
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
        Failure held = mine.tooLate(limits);
        if (held != null) {
            return held;
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

    /** A mail or a connection failed; null for a failure that says nothing. */
    void failed(@Nullable Failure failure) {
        if (failure != null) {
            long now = nanoTime.getAsLong();
            paces.failed(failure, openings.pausesFor(failure, now), now);
        }
        changed();
    }

    /** A mail was served on a connection that was opened then. */
    void served(long opened) {
        openings.served(opened);
        paces.served();
    }

    /** The answer of a keeper has come, in a thread of its own. */
    private void answered(Consumer<Long> action) {
        lock.lock();
        try {
            action.accept(nanoTime.getAsLong());
            queue.wakeHeads();
        } finally {
            lock.unlock();
        }
    }

    boolean isForgettable() {
        return queue.isEmpty() && paces.isForgettable(nanoTime.getAsLong());
    }

    /** The pool at this moment. */
    PoolStats stats() {
        return new PoolStats(
                connections.size(),
                connections.busy(),
                openings.underWay(),
                closing.size(),
                connections.inFlight(),
                queue.size(),
                openings.backOff(),
                openings.refusal(),
                openings.serverLimit(),
                openings.loginPause(),
                Duration.ofNanos(queue.pacing()));
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
