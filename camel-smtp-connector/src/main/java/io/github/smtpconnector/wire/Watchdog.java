// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ends lines whose current step has run past its deadline. Has no thread: somebody calls {@link #sweep()} now and then,
 * which also decides how exact deadlines are. Thread-safe.
 */
public final class Watchdog {

    private final LongSupplier nanoTime;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    /** The clock, in nanoseconds from any origin, like {@link System#nanoTime()}. */
    public Watchdog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    void watch(Line line) {
        lines.add(line);
    }

    void forget(Line line) {
        lines.remove(line);
    }

    /** The number of open lines. */
    public int openLines() {
        return lines.size();
    }

    /** Closes every line that is late. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        for (Line line : lines) {
            line.expire(now);
        }
    }
}
