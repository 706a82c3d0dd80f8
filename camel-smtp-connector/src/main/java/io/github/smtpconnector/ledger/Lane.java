// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Group commit: while the database writes what one group has asked for, the next group gathers, and so the number of
 * commits does not grow with that of the callers. The work is done by a thread of the lane, for three reasons: a
 * transaction of the caller's thread has no part in it, an interrupt of one caller harms no other, and who waits too long
 * can go. The thread ends when there is nothing to do, and with it the connection goes back. Thread-safe.
 */
final class Lane<Q extends Lane.Question, A> {

    /** Larger ones gain nothing, and keep the first of them waiting. */
    private static final int LARGEST_GROUP = 500;

    /** What is asked of a mail. */
    interface Question {

        /** Two questions of one mail never go in one group. */
        UUID id();
    }

    /** Answers the questions of a group in one transaction. */
    interface Work<Q, A> {

        /** The answers, in the order of the questions. */
        List<A> answer(Session session, List<Q> group) throws SQLException;

        /** The answer came, and who had asked was gone. */
        default void abandoned(Q question, A answer) {}
    }

    private final Supplier<Session> sessions;
    private final Executor threads;
    private final Work<Q, A> work;
    private final Duration keep;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Only the lane's thread takes from it. */
    private final Queue<Ask<Q, A>> waiting = new ConcurrentLinkedQueue<>();

    private boolean running;
    /** Whether the lane may have nothing to do: only then a caller takes the lock. */
    private volatile boolean idle = true;

    /**
     * A lane.
     *
     * @param keep how long thread and connection are kept while there is nothing to do
     */
    Lane(String name, Supplier<Session> sessions, Duration keep, Work<Q, A> work) {
        this(sessions, keep, ownThread(name), work);
    }

    /**
     * With threads of another kind.
     *
     * @param threads does each task in a thread of its own
     */
    Lane(Supplier<Session> sessions, Duration keep, Executor threads, Work<Q, A> work) {
        this.sessions = sessions;
        this.threads = threads;
        this.keep = keep;
        this.work = work;
    }

    /** Does each task in a thread of its own, which does not keep the process alive. */
    static Executor ownThread(String name) {
        return task -> {
            Thread thread = new Thread(task, "smtp-ledger-" + name);
            thread.setDaemon(true);
            thread.start();
        };
    }

    /** Lets the question go with the next group; where no thread is to be had, the answer is a failure. */
    Ask<Q, A> submit(Q question) {
        Ask<Q, A> ask = new Ask<>(question);
        waiting.add(ask);
        try {
            if (idle) {
                wake();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            ask.fail(e);
        }
        return ask;
    }

    private void wake() {
        lock.lock();
        try {
            if (running) {
                arrived.signal();
            } else {
                threads.execute(this::run);
                running = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try (Session session = sessions.get()) {
            for (List<Ask<Q, A>> group = next(); !group.isEmpty(); group = next()) {
                answer(session, group);
            }
        } catch (RuntimeException | Error e) {
            giveUp(e);
            throw e;
        }
    }

    /** The thread ends by a failure, such as want of memory: what waits is told, and the next question gets another. */
    private void giveUp(Throwable cause) {
        lock.lock();
        try {
            running = false;
            idle = true;
            for (Ask<Q, A> ask = waiting.poll(); ask != null; ask = waiting.poll()) {
                ask.fail(cause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next group, when there is one; an empty one ends the thread. */
    private List<Ask<Q, A>> next() {
        List<Ask<Q, A>> group = List.of();
        while (group.isEmpty() && isAsked()) {
            group = take();
        }
        return group;
    }

    /** Waits for a question; when none comes for a while, the thread is to end. */
    private boolean isAsked() {
        boolean asked;
        lock.lock();
        try {
            idle = true;
            long left = keep.toNanos();
            while (waiting.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // No code interrupts this thread on purpose; what waits is answered all the same.
        } finally {
            asked = !waiting.isEmpty();
            running = asked;
            idle = !asked;
            lock.unlock();
        }
        return asked;
    }

    private List<Ask<Q, A>> take() {
        List<Ask<Q, A>> group = new ArrayList<>();
        Set<UUID> mails = new HashSet<>();
        Iterator<Ask<Q, A>> asks = waiting.iterator();
        while (asks.hasNext() && group.size() < LARGEST_GROUP) {
            Ask<Q, A> ask = asks.next();
            if (ask.isGivenUp()) {
                asks.remove();
            } else if (mails.add(ask.question().id())) {
                group.add(ask);
                asks.remove();
            }
        }
        return group;
    }

    private void answer(Session session, List<Ask<Q, A>> group) {
        List<Q> questions = group.stream().map(Ask::question).toList();
        List<A> answers;
        try {
            answers = session.inTransaction(() -> work.answer(session, questions));
        } catch (SQLException | RuntimeException | Error e) {
            group.forEach(ask -> ask.fail(e));
            return;
        }
        List<Integer> abandoned = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            if (!group.get(i).answer(answers.get(i))) {
                abandoned.add(i);
            }
        }
        abandoned.forEach(i -> work.abandoned(questions.get(i), answers.get(i)));
    }

    /** Waits for the answer, and no longer than this. */
    A ask(Q question, Duration limit) {
        return submit(question).await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
