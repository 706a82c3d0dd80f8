// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Senders that wait for a connection, in order of arrival. A sender without a pace passes senders that their pace holds
 * back, so that no connection stays unused. Guarded by the pool's lock.
 */
final class WaitQueue {

    private final Lock lock;
    private final LongSupplier nanoTime;
    private final Pace pace = new Pace();
    private final Deque<Place> places = new ArrayDeque<>();

    WaitQueue(Lock lock, LongSupplier nanoTime) {
        this.lock = lock;
        this.nanoTime = nanoTime;
    }

    /**
     * A place at the end, for a mail that keeps this distance from the one before. The caller must leave it in any
     * case.
     */
    Place join(long distance) {
        Place place = new Place(lock.newCondition(), distance);
        places.addLast(place);
        return place;
    }

    /** A place at the head, for a mail that has waited and kept its distance before. */
    Place rejoin() {
        Place place = new Place(lock.newCondition(), 0);
        places.addFirst(place);
        return place;
    }

    int size() {
        return places.size();
    }

    boolean isForgettable() {
        return places.isEmpty() && pace.isForgettable(nanoTime.getAsLong());
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

    private @Nullable Place next() {
        Place first = places.peekFirst();
        if (first == null || pace.left(first.distance, nanoTime.getAsLong()) == 0) {
            return first;
        }
        for (Place place : places) {
            if (place.distance == 0) {
                return place;
            }
        }
        return null;
    }

    /** One sender's place. */
    final class Place {

        private final Condition condition;
        private final long distance;

        private Place(Condition condition, long distance) {
            this.condition = condition;
            this.distance = distance;
        }

        /** Whether it is this sender's turn. */
        boolean isNext() {
            return equals(next());
        }

        /** Whether it would have to keep its distance yet if it were first. */
        boolean isHeld() {
            return pace.left(distance, nanoTime.getAsLong()) > 0;
        }

        /** Nanoseconds until the pace lets it go, once those before it have gone. */
        long pacing() {
            if (distance == 0) {
                return 0;
            }
            long wait = -1;
            for (Place place : places) {
                if (place.distance > 0) {
                    wait = wait < 0 ? pace.left(place.distance, nanoTime.getAsLong()) : wait + place.distance;
                }
                if (equals(place)) {
                    break;
                }
            }
            return wait;
        }

        /** This sender goes. */
        void go() {
            pace.went(distance, nanoTime.getAsLong());
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
            condition.awaitNanos(patience(left, pause));
        }

        long patience(long left, long pause) {
            long pacing = pace.left(distance, nanoTime.getAsLong());
            if (pacing > 0 && equals(places.peekFirst())) {
                return Math.min(left, pacing);
            }
            return pause > 0 && isNext() ? Math.min(left, pause) : left;
        }

        void leave() {
            places.remove(this);
            wakeNext();
        }
    }
}
