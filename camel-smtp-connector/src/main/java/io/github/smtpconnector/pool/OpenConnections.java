// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open connections of a pool, and the choice of one for a mail. Guarded by the pool's lock. */
final class OpenConnections {

    private final List<PoolEntry> entries = new ArrayList<>();

    /** An unused connection, leased, or null. Removes connections that are found unfit. */
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

    /** Removes the connection that has been unused for longest, to make room. Returns whether there was one. */
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
        // Asked now, because a connection that the server has left gets no wait.
        longest.connection().wasLeft();
        discarded.add(longest.connection());
        return true;
    }

    /** A place behind other mail on the connection that has the least, leased, or null. */
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

    /** Removes those that were unused for too long, are too old, or were left by the server. */
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

    /** Removes all. */
    List<PoolEntry> removeAll() {
        List<PoolEntry> all = List.copyOf(entries);
        entries.clear();
        return all;
    }

    int size() {
        return entries.size();
    }

    /** The number that carry mail now. */
    int busy() {
        return (int) entries.stream().filter(entry -> !entry.isIdle()).count();
    }

    /** The number of mails under way. */
    int inFlight() {
        return entries.stream().mapToInt(PoolEntry::inFlight).sum();
    }
}
