// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What came of mails and could not be written: tried again until it can, or the process ends. The sender of the mail
 * does not wait for that. Thread-safe.
 */
final class LateSettlements {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A process that sends for hours without its database should not end for want of memory. */
    private static final int MOST = 100_000;

    private final Lane<Settling, Boolean> lane;
    private final Duration firstPause;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition paused = lock.newCondition();
    private final Deque<Settling> waiting = new ArrayDeque<>();
    private boolean running;

    LateSettlements(Lane<Settling, Boolean> lane, Duration firstPause) {
        this(lane, firstPause, Lane.ownThread("late"));
    }

    /**
     * With threads of another kind.
     *
     * @param threads does each task in a thread of its own
     */
    LateSettlements(Lane<Settling, Boolean> lane, Duration firstPause, Executor threads) {
        this.lane = lane;
        this.firstPause = firstPause;
        this.threads = threads;
    }

    /**
     * Tries it again later; the oldest are given up where there are too many. Where no thread is to be had, the next one
     * that is added begins.
     */
    void add(Settling settling) {
        lock.lock();
        try {
            waiting.add(settling);
            if (waiting.size() > MOST) {
                waiting.remove();
            }
            if (!running) {
                threads.execute(this::run);
                running = true;
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // The caller has what matters to it, and no use for this.
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Duration pause = firstPause; hasMore(pause); pause = longer(pause)) {
            try {
                tryAll();
            } catch (RuntimeException | OutOfMemoryError e) {
                // This thread is the only one; the next attempt may have what this one lacked.
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean hasMore(Duration pause) {
        lock.lock();
        try {
            running = !waiting.isEmpty();
            long left = running ? pause.toNanos() : 0;
            while (left > 0) {
                left = paused.awaitNanos(left);
            }
            return running;
        } catch (InterruptedException e) {
            // No code interrupts this thread on purpose, and the next attempt comes a little early.
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void tryAll() {
        List<Ask<Settling, Boolean>> asks = all().stream().map(lane::submit).toList();
        for (Ask<Settling, Boolean> ask : asks) {
            try {
                ask.await(LONGEST_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
                forget(ask.question());
            } catch (IllegalStateException e) {
                // It is tried again after the next pause.
            }
        }
    }

    private List<Settling> all() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Settling settling) {
        lock.lock();
        try {
            waiting.remove(settling);
        } finally {
            lock.unlock();
        }
    }
}
