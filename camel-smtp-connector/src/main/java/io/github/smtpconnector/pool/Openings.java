// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection may be opened, and what failures teach about that: nobody is served, no more are taken, or the
 * login is wrong. Guarded by the pool's lock.
 */
final class Openings {

    private final LongSupplier nanoTime;
    private final OpenConnections connections;
    private final ClosingConnections closing;
    private final BackOff backOff = new BackOff();
    private final ServerLimit limit = new ServerLimit();
    private final RefusedLogin login = new RefusedLogin();
    private int underWay;

    Openings(LongSupplier nanoTime, OpenConnections connections, ClosingConnections closing) {
        this.nanoTime = nanoTime;
        this.connections = connections;
        this.closing = closing;
    }

    /** How many are being opened. */
    int underWay() {
        return underWay;
    }

    /** How many are open or on their way. */
    int open() {
        return connections.size() + underWay;
    }

    /** How many the server may count. */
    int counted() {
        return open() + closing.size();
    }

    /** Whether a connection that is there or on its way, or its place, may become free for who waits. */
    boolean isAnyoneServed() {
        return counted() > 0;
    }

    /** Whether one may be opened now, where there is room. */
    boolean areAllowed(long now) {
        return backOff.allows(underWay, now) && login.failure(underWay, now) == null;
    }

    boolean hasRoom(PoolLimits limits, long now) {
        return open() < most(limits, now);
    }

    int most(PoolLimits limits, long now) {
        return Math.min(limits.maxConnections(), limit.most(underWay, now));
    }

    void began() {
        underWay++;
    }

    /** One was opened. */
    void succeeded(PoolEntry entry, PoolLimits limits) {
        underWay--;
        connections.add(entry);
        login.ended();
        limit.opened(connections.size(), limits.maxConnections(), nanoTime.getAsLong());
    }

    /**
     * One could not be opened.
     *
     * @param failure why, or null where nothing is to be learnt of it
     * @return whether the mail may wait for another
     */
    boolean failed(@Nullable Failure failure) {
        underWay--;
        long now = nanoTime.getAsLong();
        if (failure == null || failure.category() == Category.SHUTDOWN) {
            return false;
        }
        if (RefusedLogin.isRefusal(failure)) {
            login.refused(failure, now);
            return false;
        }
        // Those on their way are no proof that anyone is served but where the server says so of this one.
        int others = counted() - (BackOff.isRefusal(failure) ? 0 : underWay);
        if (failure.retryable() && others > 0) {
            // Whatever it was, it was no matter of the mail, and the others go on.
            limit.refused(counted(), failure, now);
            return true;
        }
        if (BackOff.isRefusal(failure)) {
            backOff.failed(failure, now);
            limit.forget();
        }
        return false;
    }

    /** A mail failed on a connection that had carried none before. */
    void mailFailed(Failure failure) {
        backOff.failed(failure, nanoTime.getAsLong());
    }

    /** A mail was done with on a connection of this age. */
    void served(long opened) {
        backOff.served(opened);
    }

    /** Whether another token than the last would be worth a try. */
    boolean mayTryAnotherToken() {
        return login.mayTryAnother(nanoTime.getAsLong());
    }

    void tryAnotherToken() {
        login.tryAnother();
    }

    /** Nanoseconds until one may be opened by who is next; 0 when it may be now, as far as is known. */
    long pause(long now) {
        long full = limit.known(now) > 0 && counted() >= limit.known(now) ? limit.left(now) : 0;
        return Math.max(full, Math.max(backOff.left(now), login.left(now)));
    }

    /** Why it would be in vain to wait for so long where no connection is there, or null where it would not. */
    @Nullable
    Failure hopeless(@Nullable Failure refused, long left, long now) {
        Failure refusedLogin = login.failure(0, now);
        if (refusedLogin != null) {
            return refusedLogin;
        }
        if (refused != null && backOff.left(now) > 0) {
            return refused;
        }
        return backOff.left(now) > left ? backOff.failure(now) : null;
    }

    /** What kept connections from being opened for who waited in vain, or null. */
    @Nullable
    Failure whyNone(PoolLimits limits, long now) {
        if (open() >= limits.maxConnections()) {
            return null;
        }
        Failure refusedLogin = login.failure(underWay, now);
        if (refusedLogin != null) {
            return refusedLogin;
        }
        if (limit.known(now) > 0 && open() >= limit.known(now)) {
            return limit.failure(limits);
        }
        return backOff.isBegun() ? backOff.failure(now) : null;
    }

    boolean isForgettable() {
        long now = nanoTime.getAsLong();
        return backOff.left(now) == 0 && login.isForgettable(now);
    }

    /** How long no connection is opened because the server serves nobody. */
    Duration backOff() {
        return Duration.ofNanos(backOff.left(nanoTime.getAsLong()));
    }

    @Nullable
    SmtpReply refusal() {
        return backOff.refusal();
    }

    /** How many the server is known to take, or 0. */
    int serverLimit() {
        return limit.known(nanoTime.getAsLong());
    }

    /** How long no login is tried because the last was refused. */
    Duration loginPause() {
        return Duration.ofNanos(login.left(nanoTime.getAsLong()));
    }
}
