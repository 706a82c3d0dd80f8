// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.pool.Door;
import io.github.smtpconnector.wire.ServerIdentity;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one component that send mails while the threads of routes go on. Camel makes them and names them, and
 * makes virtual ones where it is told to. There are never more tasks than threads, so that nothing waits in the memory:
 * where none is free, the caller does the work itself. Thread-safe.
 */
public final class SendingThreads {

    /** Over all servers: each has its own limit, and a route may send to very many. */
    private static final int MOST = 512;

    private final Semaphore free = new Semaphore(MOST);
    private final ThreadLocal<Caller> callers = ThreadLocal.withInitial(Caller::new);
    private final ReentrantLock lock = new ReentrantLock();
    /** An endpoint that is made for one mail finds what the others use, as long as one of them lives. */
    private final Map<ServerIdentity, WeakReference<Part>> parts = new HashMap<>();

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

    /** The part of them for this server, which all endpoints that share its connections use together. */
    public Part part(ServerIdentity server) {
        lock.lock();
        try {
            WeakReference<Part> known = parts.get(server);
            Part part = known == null ? null : known.get();
            if (part == null) {
                part = new Part();
                parts.values().removeIf(other -> other.get() == null);
                parts.put(server, new WeakReference<>(part));
            }
            return part;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Those for one server. Of the mails that one thread of a route hands over, one at a time waits for a connection and
     * for its turn: those behind it would only wait longer, and fail as too late. What a thread of the component hands over
     * when it goes on with a route counts as handed over by the thread that it goes on for. Only these waits are behind one
     * another: what else a mail needs, such as a repository or a token, may take its time, and no other mail waits for it.
     */
    public final class Part {

        private final AtomicInteger underWay = new AtomicInteger();
        private final Map<Caller, Semaphore> doors = Collections.synchronizedMap(new WeakHashMap<>());

        private Part() {}

        /**
         * Does this in another thread.
         *
         * @param most how many may be under way, with this one
         * @param before what to do first, in the calling thread
         * @return false where no thread is free; then nothing is done of {@code task}, and perhaps of {@code before}
         */
        public boolean take(int most, Runnable before, Consumer<Door> task) {
            ExecutorService now = threads;
            if (now == null || !enter(most)) {
                return false;
            }
            boolean counted = free.tryAcquire();
            boolean taken = false;
            try {
                if (counted) {
                    before.run();
                    Caller caller = callers.get();
                    Door door = door(caller);
                    now.execute(() -> run(task, caller, door));
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

        /** Where the calling thread waits when it sends a mail itself. */
        public Door door() {
            return door(callers.get());
        }

        private Door door(Caller caller) {
            return new OneByOne(doors.computeIfAbsent(caller, any -> new Semaphore(1, true)));
        }

        private void run(Consumer<Door> task, Caller caller, Door door) {
            try {
                callers.set(caller);
                task.accept(door);
            } finally {
                callers.remove();
                leave(true);
            }
        }

        private boolean enter(int most) {
            if (underWay.incrementAndGet() <= most) {
                return true;
            }
            underWay.decrementAndGet();
            return false;
        }

        private void leave(boolean counted) {
            if (counted) {
                free.release();
            }
            underWay.decrementAndGet();
        }
    }

    /** A thread of a route, and those of the component that go on for it. */
    private static final class Caller {}

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
