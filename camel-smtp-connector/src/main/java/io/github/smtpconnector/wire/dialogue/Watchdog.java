// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Ends what has run past its deadline: the current step of a line, or a wait for another's answer. Has no thread of its
 * own: the caller calls {@link #sweep()} now and then. How often it does so decides how exact deadlines are. A caller
 * that stops calling shuts the watchdog down: nothing may begin then, because no thread keeps its deadline.
 * Thread-safe.
 */
public final class Watchdog {

    private final LongSupplier nanoTime;
    private final Transcript transcript;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean shutDown;

    /** The clock, in nanoseconds from any origin, like {@link System#nanoTime()}. */
    public Watchdog(LongSupplier nanoTime) {
        this(nanoTime, Transcript.NONE);
    }

    /** The same, with a transcript that is told what is said over the lines. */
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

    /** Keeps the deadlines of this until it is forgotten; returns false, and keeps none, once shut down. */
    public boolean watch(Watched begun) {
        watched.add(begun);
        // Asked after it was added: either this look or that of shutdown finds the other's word.
        if (shutDown) {
            watched.remove(begun);
            return false;
        }
        return true;
    }

    /** Returns whether it was watched until now. */
    public boolean forget(Watched ended) {
        return watched.remove(ended);
    }

    /** The number of open lines. */
    public int openLines() {
        return (int) watched.stream().filter(Line.class::isInstance).count();
    }

    /** Ends whatever is late. An exception of one keeps no other from its end; it is thrown when all are done. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        // The next sweep tries again what throws.
        toEach(each -> each.expire(now), this::watch);
    }

    private void toEach(Consumer<Watched> action, Consumer<Watched> failed) {
        Throwable thrown = null;
        for (Watched each : watched) {
            try {
                action.accept(each);
            } catch (RuntimeException | Error e) {
                failed.accept(each);
                thrown = e;
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    /** Ends everything that is under way, and from now on refuses what would begin. An exception as above. */
    public void shutdown() {
        shutDown = true;
        toEach(Watched::abort, each -> {});
    }

    /** Whether nothing may begin any more. */
    public boolean isShutDown() {
        return shutDown;
    }
}
