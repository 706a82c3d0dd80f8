// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.pool.Door;
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
    /** Who hands over: a thread of a route, and those here that go on for it. A class of ours would stay with foreign threads. */
    private final ThreadLocal<Object> callers = ThreadLocal.withInitial(Object::new);

    private final ReentrantLock lock = new ReentrantLock();
    /** An endpoint that is made for one mail finds what the others use, as long as one of them lives. */
    private final Map<Object, WeakReference<Shared>> servers = new HashMap<>();

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

    /**
     * A part of them, for one endpoint. The parts of all endpoints that share connections are counted together.
     *
     * @param server equal for such endpoints
     * @param most how many of them may be taken at once
     */
    public Part part(Object server, int most) {
        return new Part(shared(server), most);
    }

    private Shared shared(Object server) {
        lock.lock();
        try {
            WeakReference<Shared> known = servers.get(server);
            Shared shared = known == null ? null : known.get();
            if (shared == null) {
                shared = new Shared();
                servers.values().removeIf(other -> other.get() == null);
                servers.put(server, new WeakReference<>(shared));
            }
            return shared;
        } finally {
            lock.unlock();
        }
    }

    /**
     * So many threads. Of the mails that one thread of a route hands over to a server, one at a time waits for a connection
     * and for its turn: those behind it would only wait longer, and fail as too late. What a thread of the component hands
     * over when it goes on with a route counts as handed over by the thread that it goes on for. Only these waits are behind
     * one another: what else a mail needs, such as a repository or a token, may take its time, and no other mail waits.
     */
    public final class Part {

        private final Shared shared;
        private final int most;

        private Part(Shared shared, int most) {
            this.shared = shared;
            this.most = most;
        }

        /**
         * Does this in another thread.
         *
         * @param before what to do first, in the calling thread
         * @return false where no thread is free; then nothing is done of {@code task}, and perhaps of {@code before}
         */
        public boolean take(Runnable before, Consumer<Door> task) {
            ExecutorService now = threads;
            if (now == null || !shared.enter(most)) {
                return false;
            }
            boolean counted = free.tryAcquire();
            boolean taken = false;
            try {
                if (counted) {
                    before.run();
                    Object caller = callers.get();
                    Door door = shared.door(caller);
                    now.execute(() -> run(task, caller, door));
                    taken = true;
                }
                return taken;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // It stops, or the system gives no thread.
                return false;
            } finally {
                if (!taken) {
                    shared.leave();
                    free.release(counted ? 1 : 0);
                }
            }
        }

        /** Where the calling thread waits when it sends a mail itself. */
        public Door door() {
            return shared.door(callers.get());
        }

        private void run(Consumer<Door> task, Object caller, Door door) {
            try {
                callers.set(caller);
                task.accept(door);
            } finally {
                callers.remove();
                shared.leave();
                free.release();
            }
        }
    }

    /** What the parts for one server have together. */
    private static final class Shared {

        private final AtomicInteger taken = new AtomicInteger();
        private final Map<Object, Semaphore> doors = Collections.synchronizedMap(new WeakHashMap<>());

        private boolean enter(int most) {
            if (taken.incrementAndGet() <= most) {
                return true;
            }
            taken.decrementAndGet();
            return false;
        }

        private void leave() {
            taken.decrementAndGet();
        }

        private Door door(Object caller) {
            return new OneByOne(doors.computeIfAbsent(caller, any -> new Semaphore(1, true)));
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
