// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.pool.ConnectionPool.Claim;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open connections of a pool, and which of them a mail is given. Guarded by the pool's lock. */
final class OpenConnections {

    private final List<PoolEntry> entries = new ArrayList<>();

    /** An unused connection, leased, or null. What is found unfit leaves. */
    @Nullable
    PoolEntry unused(PoolLimits limits, Claim claim, long now, Discarded discarded) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            PoolEntry entry = entries.get(i);
            if (!entry.isIdle()) {
                continue;
            }
            boolean fit = !entry.isOver(limits, now)
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

    /** The connection that has lain unused for longest leaves, to make room. Returns whether there was one. */
    boolean removeLongestIdle(Discarded discarded) {
        PoolEntry longest = null;
        for (PoolEntry entry : entries) {
            if (entry.isIdle() && (longest == null || longest.lastUsed() - entry.lastUsed() > 0)) {
                longest = entry;
            }
        }
        if (longest == null) {
            return false;
        }
        entries.remove(longest);
        // Asked now, for one that the server has left is not waited for.
        longest.connection().wasLeft();
        discarded.add(longest.connection());
        return true;
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

    /** Those that have lain unused for too long, are too old, or were left by the server leave. */
    void removeStale(long now, Discarded discarded) {
        Iterator<PoolEntry> all = entries.iterator();
        while (all.hasNext()) {
            PoolEntry entry = all.next();
            if (entry.isStale(now) || (entry.isIdle() && entry.connection().wasLeft())) {
                all.remove();
                discarded.add(entry.connection());
            }
        }
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
