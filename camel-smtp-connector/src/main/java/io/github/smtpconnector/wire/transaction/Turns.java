// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write and to read on one connection. A sender takes the write turn, writes, gives it away, and
 * later reads its own replies; replies come in the order of the commands (RFC 2920), so reading goes in the order of
 * writing.
 */
final class Turns {

    private final ReentrantLock writing = new ReentrantLock(true);
    private @Nullable Turn last;

    /** Waits for the write turn, in order of arrival, and for nothing else. */
    Turn take() {
        writing.lock();
        Turn turn = new Turn(last);
        last = turn;
        return turn;
    }

    /** One sender's place in the order. Used by one thread; must be ended, whatever happens. */
    final class Turn {

        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable Turn before;
        private boolean interrupted;

        private Turn(@Nullable Turn before) {
            this.before = before;
        }

        /** Whether all senders that wrote before have read all replies. */
        boolean isAlone() {
            return before == null || before.ended.getCount() == 0;
        }

        /** Lets the next sender write. */
        void wrote() {
            if (writing.isHeldByCurrentThread()) {
                writing.unlock();
            }
        }

        /**
         * Waits until all senders that wrote before have read all replies. Not interruptible: each of them has
         * deadlines. An interrupt is kept for the {@link #end}: in a read or a write it would close the line under
         * others' mail.
         */
        void awaitReading() {
            if (before == null) {
                return;
            }
            while (true) {
                try {
                    before.ended.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            // Otherwise each turn would keep all earlier ones from the garbage collector.
            before = null;
        }

        /** Keeps an interrupt for the {@link #end}: octets on their way cannot be called back. */
        void deferInterrupt() {
            interrupted |= Thread.interrupted();
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
