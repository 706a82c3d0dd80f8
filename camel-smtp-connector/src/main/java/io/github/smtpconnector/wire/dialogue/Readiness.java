// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a channel that does not block can go on in one direction. A channel that blocks is closed by an interrupt of
 * the thread that reads or writes, under the mails of others as well; here {@link Interruption} decides. One thread waits
 * at a time.
 */
final class Readiness implements Closeable {

    private final SocketChannel channel;
    private final int operation;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Selector selector;
    private boolean closed;

    /** The readiness for {@code SelectionKey.OP_READ} or {@code OP_WRITE}. */
    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /** Something to do that needs a ready channel; false while it is not. */
    @FunctionalInterface
    interface Step {
        boolean isDone() throws IOException;
    }

    /**
     * Waits until the step is done. An interrupt that does not end the line is kept until then.
     *
     * @throws ClosedByInterruptException when the thread was interrupted and the line ends by that
     */
    void await(Step step, Interruption interruption) throws IOException {
        boolean interrupted = false;
        try {
            while (!step.isDone()) {
                select();
                if (Thread.currentThread().isInterrupted()) {
                    if (interruption.closeUnlessShared(channel)) {
                        throw new ClosedByInterruptException();
                    }
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void select() throws IOException {
        try {
            selector().select(key -> {});
        } catch (ClosedSelectorException e) {
            throw (IOException) new AsynchronousCloseException().initCause(e);
        }
    }

    private Selector selector() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            Selector made = selector;
            if (made == null) {
                made = Selector.open();
                selector = made;
                channel.register(made, operation);
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait of another thread; to be called after the channel was closed. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            if (selector != null) {
                selector.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
