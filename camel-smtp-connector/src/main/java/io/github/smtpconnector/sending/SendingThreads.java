// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one component that send mails while the threads of routes go on. Camel makes them and names them, and
 * makes virtual ones where it is told to. There are never more tasks than threads, so that nothing waits in the memory:
 * where none is free, the caller does the work itself. Thread-safe.
 */
public final class SendingThreads {

    /** Over all endpoints: each has its own limit, and a route may make very many. */
    private static final int MOST = 512;

    private final Semaphore free = new Semaphore(MOST);
    private volatile @Nullable ExecutorService threads;
    private @Nullable CamelContext context;

    /** From now on there are threads. */
    public void start(CamelContext camel) {
        context = camel;
        threads = camel.getExecutorServiceManager().newCachedThreadPool(this, "SmtpSending");
    }

    /** There are none any more; work that is under way ends by itself. */
    public void stop() {
        ExecutorService last = threads;
        threads = null;
        if (context != null && last != null) {
            context.getExecutorServiceManager().shutdown(last);
        }
    }

    /** A part of them, for one endpoint, so that none takes them all. */
    public Part part(int most) {
        return new Part(most);
    }

    /** Work that is done in two steps. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does it.
         *
         * @param begun to be called when the mail has its connection and its turn or has failed, and before anything that
         *     may come here again
         */
        void run(Runnable begun);
    }

    /**
     * So many threads. One mail at a time waits for a connection or for its turn: others behind it would only wait longer,
     * and fail as too late.
     */
    public final class Part {

        private final Semaphore mine;
        private final Semaphore door = new Semaphore(1);

        private Part(int most) {
            mine = new Semaphore(most);
        }

        /**
         * Does this in another thread.
         *
         * @param before what to do first, in the calling thread
         * @return false where no thread is free; then nothing is done of {@code task}, and perhaps of {@code before}
         */
        public boolean take(Runnable before, Task task) {
            ExecutorService now = threads;
            if (now == null || !mine.tryAcquire()) {
                return false;
            }
            Work work = new Work(task);
            boolean taken = false;
            try {
                if (work.enters()) {
                    before.run();
                    now.execute(work);
                    taken = true;
                }
                return taken;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // It stops, or the system gives no thread.
                return false;
            } finally {
                if (!taken) {
                    work.leave();
                }
            }
        }

        /** One task. For one thread at a time. */
        private final class Work implements Runnable {

            private final Task task;
            private boolean counted;
            private boolean atTheDoor;

            private Work(Task task) {
                this.task = task;
            }

            /** Whether it may begin. A caller that finds another one waiting has no need to wait as well. */
            private boolean enters() {
                counted = free.tryAcquire();
                try {
                    if (counted && !door.hasQueuedThreads()) {
                        door.acquire();
                        atTheDoor = true;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return atTheDoor;
            }

            @Override
            public void run() {
                try {
                    task.run(this::begun);
                } finally {
                    leave();
                }
            }

            private void begun() {
                if (atTheDoor) {
                    atTheDoor = false;
                    door.release();
                }
            }

            private void leave() {
                begun();
                if (counted) {
                    free.release();
                }
                mine.release();
            }
        }
    }
}
