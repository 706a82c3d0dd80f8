// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a connection may be opened, and learns from failures: the server does not serve, takes no more
 * connections, or refuses the login. Guarded by the pool's lock.
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

    /** The number of connections being opened. */
    int underWay() {
        return underWay;
    }

    /** The number of connections open or being opened. */
    int open() {
        return connections.size() + underWay;
    }

    /** The number of connections that the server may count. */
    int counted() {
        return open() + closing.size();
    }

    /** Whether a waiting sender may get a connection that is open or being opened, or its place. */
    boolean isAnyoneServed() {
        return counted() > 0;
    }

    /** Whether a connection may be opened now, if there is room. */
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

    /** A connection was opened. */
    void succeeded(PoolEntry entry, PoolLimits limits) {
        underWay--;
        connections.add(entry);
        login.ended();
        limit.opened(connections.size(), limits.maxConnections(), nanoTime.getAsLong());
    }

    /**
     * A connection could not be opened.
     *
     * @param failure why, or null when the pool learns nothing from it
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
        // Connections being opened do not prove that the server serves, unless the server itself refused this one.
        int others = counted() - (BackOff.isRefusal(failure) ? 0 : underWay);
        if (failure.retryable() && others > 0) {
            // The failure does not concern the mail, and the other connections go on.
            limit.refused(counted(), failure, now);
            return true;
        }
        if (BackOff.isRefusal(failure)) {
            backOff.failed(failure, now);
            limit.forget();
        }
        return false;
    }

    /** A mail failed on a connection that had carried no mail before. */
    void mailFailed(Failure failure) {
        backOff.failed(failure, nanoTime.getAsLong());
    }

    /** A mail was served on a connection that was opened then. */
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

    /** Whether no connection is opened because of this failure. */
    boolean pausesFor(Failure failure, long now) {
        return BackOff.isRefusal(failure) && backOff.left(now) > 0;
    }

    /** Nanoseconds until the next sender may open a connection; 0 when it may now, as far as is known. */
    long pause(long now) {
        long full = limit.known(now) > 0 && counted() >= limit.known(now) ? limit.left(now) : 0;
        return Math.max(full, Math.max(backOff.left(now), login.left(now)));
    }

    /** Why a wait of this length would be in vain without a connection, or null when it would not. */
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

    /** Why no connection was opened for a sender that waited in vain, or null. */
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

    /** How long no connection is opened because the server does not serve. */
    Duration backOff() {
        return Duration.ofNanos(backOff.left(nanoTime.getAsLong()));
    }

    @Nullable
    SmtpReply refusal() {
        return backOff.refusal();
    }

    /** The number of connections that the server is known to take, or 0. */
    int serverLimit() {
        return limit.known(nanoTime.getAsLong());
    }

    /** How long no login is tried because the last was refused. */
    Duration loginPause() {
        return Duration.ofNanos(login.left(nanoTime.getAsLong()));
    }
}
