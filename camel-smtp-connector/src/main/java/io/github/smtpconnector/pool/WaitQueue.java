// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.turns.Pace;
import io.github.smtpconnector.turns.Toll;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Senders that wait for a connection, in order of arrival. A sender passes those that a pace holds back which is not its own, so that no connection stays unused. Guarded by the pool's lock.
 */
final class WaitQueue {

    private final Lock lock;
    private final LongSupplier nanoTime;
    private final Deque<Place> places = new ArrayDeque<>();

    WaitQueue(Lock lock, LongSupplier nanoTime) {
        this.lock = lock;
        this.nanoTime = nanoTime;
    }

    /** A place at the end, for a mail that keeps this pace; null for none. The caller must leave it in any case. */
    Place join(@Nullable Pace pace, Toll toll) {
        Place place = new Place(lock.newCondition(), pace, toll);
        places.addLast(place);
        return place;
    }

    /** A place at the head, for a mail that has waited and kept its pace before. */
    Place rejoin(Toll toll) {
        Place place = new Place(lock.newCondition(), null, toll);
        places.addFirst(place);
        return place;
    }

    int size() {
        return places.size();
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Nanoseconds that a mail which came now and is like the last one would wait for its pace at the least. */
    long pacing() {
        Place last = places.peekLast();
        return last == null ? 0 : last.pacing();
    }

    /** Something may have become free. */
    void wakeNext() {
        Place first = places.peekFirst();
        Place next = next();
        if (first != null) {
            // Also when it is held back: it may be the first only now, and must find out for how long.
            first.condition.signal();
        }
        if (next != null && !next.equals(first)) {
            next.condition.signal();
        }
    }

    /** Wakes every sender. Each looks again, which costs time, so use it only when all are concerned. */
    void wakeAll() {
        places.forEach(place -> place.condition.signal());
    }

    /** Wakes those who may learn something of their pace; the others learn it from them. */
    void wakeHeads() {
        List<Pace> woken = new ArrayList<>(2);
        for (Place place : places) {
            if (place.pace != null && !woken.contains(place.pace)) {
                woken.add(place.pace);
                place.condition.signal();
            }
        }
    }

    private @Nullable Place next() {
        Place first = places.peekFirst();
        if (first == null || !first.isHeld()) {
            return first;
        }
        List<Pace> held = new ArrayList<>(2);
        for (Place place : places) {
            if (place.pace == null || (!held.contains(place.pace) && !place.isHeld())) {
                return place;
            }
            if (!held.contains(place.pace)) {
                held.add(place.pace);
            }
        }
        return null;
    }

    /** The first of those that keep this pace: only it can be held back by the pace, and not by those before it. */
    private @Nullable Place firstOf(Pace pace) {
        for (Place place : places) {
            if (pace.equals(place.pace)) {
                return place;
            }
        }
        return null;
    }

    private long waitingFor(Pace pace) {
        long units = 0;
        for (Place place : places) {
            units += pace.equals(place.pace) ? place.toll.units() : 0;
        }
        return units;
    }

    /** One sender's place. */
    final class Place {

        private final Condition condition;
        private final @Nullable Pace pace;
        private final Toll toll;
        private final long since;

        private Place(Condition condition, @Nullable Pace pace, Toll toll) {
            this.condition = condition;
            this.pace = pace;
            this.toll = toll;
            this.since = pace == null ? 0 : pace.answers();
        }

        /** Whether it is this sender's turn. */
        boolean isNext() {
            return equals(next());
        }

        /** Whether its pace would hold it yet if it were first. */
        boolean isHeld() {
            return pace != null && pace.left(toll, nanoTime.getAsLong()) > 0;
        }

        /** Nanoseconds until the pace lets it go, once those before it have gone. */
        long pacing() {
            if (pace == null) {
                return 0;
            }
            List<Toll> line = new ArrayList<>();
            for (Place place : places) {
                if (pace.equals(place.pace)) {
                    line.add(place.toll);
                }
                if (equals(place)) {
                    break;
                }
            }
            return pace.until(line, nanoTime.getAsLong());
        }

        /**
         * Why it need not wait, or null.
         *
         * @param left how long it can wait
         * @param first whether it has not waited yet: a pace of this process tells at once how long it will be. Senders
         *     before this one may leave early, but do not delay its turn further.
         */
        @Nullable
        Failure inVain(PoolLimits limits, long left, boolean first) {
            if (pace == null) {
                return null;
            }
            long now = nanoTime.getAsLong();
            Failure failure = pace.inVain(since, toll, left, now);
            if (failure != null) {
                return failure;
            }
            if (left <= 0 || !(first || pace.isToldLater())) {
                return null;
            }
            long pacing = pacing();
            return pacing > left ? pace.failure(toll, limits.maxWait(), pacing, now) : null;
        }

        /** Why the pace has let it wait in vain, or null where it was not the pace. */
        @Nullable
        Failure tooLate(PoolLimits limits) {
            long now = nanoTime.getAsLong();
            return pace == null || pace.left(toll, now) == 0
                    ? null
                    : pace.failure(toll, limits.maxWait(), Math.max(pacing(), pace.left(toll, now)), now);
        }

        /** This sender goes. */
        void go() {
            if (pace != null) {
                pace.went(toll, waitingFor(pace) - toll.units(), nanoTime.getAsLong());
            }
        }

        /**
         * Waits until it may be this sender's turn, or until it is woken to look again.
         *
         * @param left how long it waits at most
         * @param pause how long no connection may be opened for the next sender; 0 when one may
         */
        // The caller loops and looks what is free.
        @SuppressWarnings("WaitNotInLoop")
        void await(long left, long pause) throws InterruptedException {
            if (pace != null) {
                pace.waits(headOf(pace).toll, waitingFor(pace), nanoTime.getAsLong());
            }
            condition.awaitNanos(patience(left, pause));
        }

        private Place headOf(Pace its) {
            Place head = firstOf(its);
            return head == null ? this : head;
        }

        long patience(long left, long pause) {
            if (pace != null && isHeld() && equals(firstOf(pace))) {
                return Math.min(left, pace.patience(toll, nanoTime.getAsLong()));
            }
            return pause > 0 && isNext() ? Math.min(left, pause) : left;
        }

        void leave() {
            places.remove(this);
            wakeNext();
            Place heir = pace == null ? null : firstOf(pace);
            if (heir != null) {
                heir.condition.signal();
            }
        }
    }
}
