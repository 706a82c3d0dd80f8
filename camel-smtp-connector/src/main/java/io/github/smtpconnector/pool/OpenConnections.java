// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.pool.ConnectionPool.Claim;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open connections of a pool, and which of them a mail is given. Guarded by the pool's lock. */
final class OpenConnections {

    private final List<PoolEntry> entries = new ArrayList<>();

    /** An unused connection, leased, or null. What is found unfit leaves, to be closed by the caller. */
    @Nullable
    PoolEntry unused(PoolLimits limits, Claim claim, long now, List<SmtpConnection> discarded) {
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
                entry.lease(limits, claim != Claim.SHARED);
                return entry;
            }
            entries.remove(i);
            discarded.add(entry.connection());
        }
        return null;
    }

    /** A place behind others' mail on the connection that has least of it, leased, or null. */
    @Nullable
    PoolEntry shared(PoolLimits limits, long now) {
        PoolEntry least = null;
        for (PoolEntry entry : entries) {
            if (entry.isSharable(limits, now) && (least == null || entry.inFlight() < least.inFlight())) {
                least = entry;
            }
        }
        if (least != null) {
            least.lease(limits, false);
        }
        return least;
    }

    void add(PoolEntry entry) {
        entries.add(entry);
    }

    void remove(PoolEntry entry) {
        entries.remove(entry);
    }

    /** Those that have lain unused for too long, are too old, or were left by the server; they leave. */
    List<SmtpConnection> removeStale(long now) {
        List<SmtpConnection> stale = new ArrayList<>();
        Iterator<PoolEntry> all = entries.iterator();
        while (all.hasNext()) {
            PoolEntry entry = all.next();
            if (entry.isStale(now) || (entry.isIdle() && entry.connection().wasLeft())) {
                all.remove();
                stale.add(entry.connection());
            }
        }
        return stale;
    }

    /** All of them leave. */
    List<PoolEntry> removeAll() {
        List<PoolEntry> all = List.copyOf(entries);
        entries.clear();
        return all;
    }

    int size() {
        return entries.size();
    }

    /** How many carry mail now. */
    int busy() {
        return (int) entries.stream().filter(entry -> !entry.isIdle()).count();
    }

    /** How many mails are under way. */
    int inFlight() {
        return entries.stream().mapToInt(PoolEntry::inFlight).sum();
    }
}
