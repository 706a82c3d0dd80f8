// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.pool.Door;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
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

    /**
     * So many threads. Of the mails that one thread of a route hands over, one at a time waits for a connection and for its
     * turn: those behind it would only wait longer, and fail as too late. Only these waits are behind one another: what
     * else a mail needs, such as a repository or a token, may take its time, and no other mail waits for it.
     */
    public final class Part {

        private final Semaphore mine;
        private final ThreadLocal<Semaphore> doors = ThreadLocal.withInitial(() -> new Semaphore(1, true));

        private Part(int most) {
            mine = new Semaphore(most);
        }

        /**
         * Does this in another thread.
         *
         * @param before what to do first, in the calling thread
         * @return false where no thread is free; then nothing is done of {@code task}, and perhaps of {@code before}
         */
        public boolean take(Runnable before, Consumer<Door> task) {
            ExecutorService now = threads;
            if (now == null || !mine.tryAcquire()) {
                return false;
            }
            boolean counted = free.tryAcquire();
            boolean taken = false;
            try {
                if (counted) {
                    before.run();
                    Door door = new OneByOne(doors.get());
                    now.execute(() -> run(task, door));
                    taken = true;
                }
                return taken;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // It stops, or the system gives no thread.
                return false;
            } finally {
                if (!taken) {
                    leave(counted);
                }
            }
        }

        private void run(Consumer<Door> task, Door door) {
            try {
                task.accept(door);
            } finally {
                leave(true);
            }
        }

        private void leave(boolean counted) {
            if (counted) {
                free.release();
            }
            mine.release();
        }
    }

    /** One at a time passes, in order of arrival. For one thread. */
    private static final class OneByOne implements Door {

        private final Semaphore door;
        private boolean entered;

        private OneByOne(Semaphore door) {
            this.door = door;
        }

        @Override
        public void enter() {
            try {
                door.acquire();
                entered = true;
            } catch (InterruptedException e) {
                // The wait for a connection ends at once then, and tells why.
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void leave() {
            if (entered) {
                entered = false;
                door.release();
            }
        }
    }
}
