// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question and who waits for the answer. */
final class Ask<Q, A> {

    private final Q question;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    Ask(Q question) {
        this.question = question;
    }

    Q question() {
        return question;
    }

    boolean isGivenUp() {
        return answer.isDone();
    }

    /** Tells the answer; false when no caller waits for it any more. */
    boolean answer(A value) {
        return answer.complete(value);
    }

    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    /** Does this when the question fails, or has failed. */
    void ifFailed(Runnable task) {
        var unused = answer.whenComplete((value, failure) -> {
            if (failure != null) {
                task.run();
            }
        });
    }

    /**
     * Waits for the answer. An interrupt does not end the wait, for what the database does would go on all the same, and
     * the caller would not know of it; the wait has an end anyway.
     */
    A await(long limit, TimeUnit unit) {
        long end = System.nanoTime() + unit.toNanos(limit);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (answer.cancel(false)) {
                        throw new IllegalStateException(
                                "the ledger's database did not answer within " + unit.toMillis(limit) + " ms", e);
                    }
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the ledger's database failed: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
