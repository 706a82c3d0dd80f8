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

    /** When it was opened. */
    long opened() {
        return opened;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Whether a mail was done with it, and it went on. */
    boolean hasServed() {
        return served;
    }

    int inFlight() {
        return inFlight;
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    /** Whether another mail may share it now: it is under way already, and neither full nor taken as a whole. */
    boolean isSharable(PoolLimits wanted, long now) {
        return inFlight > 0
                && inFlight < wanted.maxInFlight()
                && !whole
                && !isOver(wanted, now)
                && connection.mayOverlap();
    }

    /** Whether no further mail may be given to it. */
    boolean isOver(PoolLimits wanted, long now) {
        return retired
                || leased >= Math.min(wanted.maxMessagesPerConnection(), connection.maxMails())
                || connection.isSpent()
                || now - opened >= wanted.maxConnectionAge().toNanos()
                || !connection.isUsable();
    }

    /** Whether it has lain unused for too long, by the limits of who used it last. */
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

    /** One mail is done with it, and others may follow. */
    void keep() {
        served = true;
    }

    /** One mail is done with it. */
    void release(long now) {
        inFlight--;
        whole = false;
        lastUsed = now;
    }

    /** No further mail for it. */
    void retire() {
        retired = true;
    }

    /** Ends it with the pool: in good order where no mail is under way. */
    void close() {
        if (isIdle()) {
            connection.quit();
        } else {
            connection.abort();
        }
    }
}
