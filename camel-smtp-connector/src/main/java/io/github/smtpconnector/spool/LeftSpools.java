// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files whose exchange is complete. A copy of it that waits in a queue may still come, and Camel does not say whether there
 * is one; so they stay until their stream is gone, but not more of them than this. The oldest go first. Thread-safe.
 */
final class LeftSpools {

    private final int most;
    private final long mostOctets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Spool, Long> left = new LinkedHashMap<>();
    private long octets;

    LeftSpools(int most, long mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    /** Takes one that is not used any more, and closes those for which there is no room then. */
    void add(Spool spool) {
        long size = spool.idleOctets();
        if (size > 0) {
            makeRoom(spool, size).forEach(oldest -> {
                // Another reader may have come back for it in the meantime.
                if (oldest.idleOctets() > 0) {
                    oldest.close();
                }
            });
        }
    }

    private List<Spool> makeRoom(Spool spool, long size) {
        lock.lock();
        try {
            forget(spool);
            left.put(spool, size);
            octets += size;
            List<Spool> gone = new ArrayList<>();
            Iterator<Map.Entry<Spool, Long>> oldest = left.entrySet().iterator();
            while (left.size() > most || (octets > mostOctets && left.size() > 1)) {
                Map.Entry<Spool, Long> entry = oldest.next();
                octets -= entry.getValue();
                gone.add(entry.getKey());
                oldest.remove();
            }
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** For one that is used again, or closed. */
    void remove(Spool spool) {
        lock.lock();
        try {
            forget(spool);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Spool spool) {
        Long size = left.remove(spool);
        octets -= size == null ? 0 : size;
    }
}
