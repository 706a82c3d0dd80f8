// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.wire.transaction.SmtpConnection;

/** A connection in the pool and what the pool knows of it. Guarded by the pool's lock. */
final class PoolEntry {

    private final SmtpConnection connection;
    private final long opened;
    private long lastUsed;
    private int leased;
    private int inFlight;
    private boolean whole;
    private boolean served;
    private boolean retired;
    private PoolLimits limits;

    PoolEntry(SmtpConnection connection, long now, PoolLimits limits) {
        this.connection = connection;
        this.opened = now;
        this.lastUsed = now;
        this.limits = limits;
    }

    SmtpConnection connection() {
        return connection;
    }

    /** The time at which it was opened. */
    long opened() {
        return opened;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Whether it carried a mail and stayed usable. */
    boolean hasServed() {
        return served;
    }

    int inFlight() {
        return inFlight;
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    /** Whether another mail may share it now: it carries mail already, is not full and not taken as a whole. */
    boolean isSharable(PoolLimits wanted, long now) {
        return inFlight > 0
                && inFlight < wanted.maxInFlight()
                && !whole
                && !isOver(wanted, now)
                && connection.mayOverlap();
    }

    /** Whether it must carry no further mail. */
    boolean isOver(PoolLimits wanted, long now) {
        return retired
                || leased >= Math.min(wanted.maxMessagesPerConnection(), connection.maxMails())
                || connection.isSpent()
                || now - opened >= wanted.maxConnectionAge().toNanos()
                || !connection.isUsable();
    }

    /** Whether it was unused for too long, by the limits of its last sender. */
    boolean isStale(long now) {
        return isIdle()
                && (isOver(limits, now)
                        || now - lastUsed >= limits.idleTimeout().toNanos());
    }

    void lease(PoolLimits by, boolean entirely) {
        limits = by;
        leased++;
        inFlight++;
        whole = entirely;
    }

    /** A mail is done with it, and others may follow. */
    void keep() {
        served = true;
    }

    /** A mail is done with it. */
    void release(long now) {
        inFlight--;
        whole = false;
        lastUsed = now;
    }

    /** It gets no further mail. */
    void retire() {
        retired = true;
    }

    /** Ends it together with the pool, with QUIT when no mail is under way. */
    void close() {
        if (isIdle()) {
            connection.quit();
        } else {
            connection.abort();
        }
    }
}
