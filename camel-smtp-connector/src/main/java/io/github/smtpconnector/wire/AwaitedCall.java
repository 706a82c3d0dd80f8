// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.dialogue.Watched;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Something that has no deadline of its own, such as a look-up or a bean of the application, done by a thread of its own:
 * where that hangs, the caller that waits for it does not.
 */
public final class AwaitedCall<T> implements Watched {

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final long end;

    private AwaitedCall(long end) {
        this.end = end;
    }

    /**
     * What the task returns.
     *
     * @throws ExecutionException what it throws
     * @throws TimeoutException when the time is over, or is given up by an interrupt or a stop, which stay what they are
     */
    public static <T> T await(Callable<T> task, Duration limit, Watchdog watchdog)
            throws ExecutionException, TimeoutException {
        AwaitedCall<T> call = new AwaitedCall<>(watchdog.nanoTime().getAsLong() + limit.toNanos());
        if (!watchdog.watch(call)) {
            throw new TimeoutException();
        }
        Thread thread = new Thread(() -> call.run(task), "smtp-connector-call");
        thread.setDaemon(true);
        try {
            thread.start();
            return call.answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        } catch (CancellationException e) {
            throw new TimeoutException();
        } catch (OutOfMemoryError e) {
            // No thread is to be had now: nothing was sent, and later there may be one.
            throw new ExecutionException(e);
        } finally {
            watchdog.forget(call);
            // It has ended, or is asked to.
            thread.interrupt();
        }
    }

    private void run(Callable<T> task) {
        try {
            answer.complete(task.call());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void expire(long now) {
        if (now - end >= 0) {
            abort();
        }
    }

    @Override
    public void abort() {
        answer.cancel(false);
    }
}
