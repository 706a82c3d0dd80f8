// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ends lines whose current step has run past its deadline. Has no thread: somebody calls {@link #sweep()} now and then,
 * which also decides how exact deadlines are. Thread-safe.
 */
public final class Watchdog {

    private final LongSupplier nanoTime;
    private final Transcript transcript;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    /** The clock, in nanoseconds from any origin, like {@link System#nanoTime()}. */
    public Watchdog(LongSupplier nanoTime) {
        this(nanoTime, Transcript.NONE);
    }

    /** The same, with somebody who is told what is said over the lines. */
    public Watchdog(LongSupplier nanoTime, Transcript transcript) {
        this.nanoTime = nanoTime;
        this.transcript = transcript;
    }

    public LongSupplier nanoTime() {
        return nanoTime;
    }

    Transcript transcript() {
        return transcript;
    }

    void watch(Line line) {
        lines.add(line);
    }

    /** Returns whether it was watched until now. */
    boolean forget(Line line) {
        return lines.remove(line);
    }

    /** The number of open lines. */
    public int openLines() {
        return lines.size();
    }

    /** Closes every line that is late. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        for (Line line : lines) {
            try {
                line.expire(now);
            } catch (RuntimeException | Error e) {
                // One that cannot be closed must not keep the others from being looked at; the next sweep tries again.
                watch(line);
            }
        }
    }
}
