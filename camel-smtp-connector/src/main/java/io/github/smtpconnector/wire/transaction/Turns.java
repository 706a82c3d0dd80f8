// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Interruption;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write and to read on one connection. A sender takes the write turn, writes, gives it away, and
 * later reads its own replies; replies come in the order of the commands (RFC 2920), so reading goes in the order of
 * writing.
 */
final class Turns implements Interruption {

    private final ReentrantLock writing = new ReentrantLock(true);
    private @Nullable Turn last;

    /** Waits for the write turn, in order of arrival, and for nothing else. */
    Turn take() {
        writing.lock();
        Turn turn = new Turn(last);
        last = turn;
        return turn;
    }

    /**
     * Closes the line for the calling thread, which was interrupted; or returns false where others' mail is on it, of
     * which nothing would be known then.
     */
    @Override
    public boolean closeUnlessShared(Closeable line) throws IOException {
        // Nothing is written meanwhile.
        if (!writing.tryLock()) {
            return false;
        }
        try {
            boolean alone = last == null || last.isEnded() || (last.isOfThisThread() && last.isAlone());
            if (alone) {
                line.close();
            }
            return alone;
        } finally {
            writing.unlock();
        }
    }

    /** One sender's place in the order. Used by one thread; must be ended, whatever happens. */
    final class Turn {

        private final Thread sender = Thread.currentThread();
        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable Turn before;
        private boolean interrupted;

        private Turn(@Nullable Turn before) {
            this.before = before;
        }

        /** Whether all senders that wrote before have read all replies. */
        boolean isAlone() {
            return before == null || before.isEnded();
        }

        private boolean isEnded() {
            return ended.getCount() == 0;
        }

        private boolean isOfThisThread() {
            return sender.equals(Thread.currentThread());
        }

        /** Lets the next sender write. */
        void wrote() {
            if (writing.isHeldByCurrentThread()) {
                writing.unlock();
            }
        }

        /**
         * Waits until all senders that wrote before have read all replies. Not interruptible: each of them has
         * deadlines. An interrupt is kept for the {@link #end}.
         */
        void awaitReading() {
            // An interrupt of a sender that need not wait here is for its read.
            while (before != null && !before.isEnded()) {
                try {
                    before.ended.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            // Otherwise each turn would keep all earlier ones from the garbage collector.
            before = null;
        }

        /** Lets the next sender write and read. */
        void end() {
            awaitReading();
            wrote();
            ended.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
