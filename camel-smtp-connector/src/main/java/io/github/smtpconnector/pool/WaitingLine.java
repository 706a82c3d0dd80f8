// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Senders that wait for a connection, in order of arrival. Guarded by the pool's lock. */
final class WaitingLine {

    private final Lock lock;
    private final Deque<Place> places = new ArrayDeque<>();

    WaitingLine(Lock lock) {
        this.lock = lock;
    }

    /** A place at the end, to be left whatever happens. */
    Place join() {
        Place place = new Place(lock.newCondition());
        places.addLast(place);
        return place;
    }

    int size() {
        return places.size();
    }

    /** Something has become free, perhaps. */
    void wakeFirst() {
        Place first = places.peekFirst();
        if (first != null) {
            first.condition.signal();
        }
    }

    /** Something concerns everybody. */
    void wakeAll() {
        places.forEach(place -> place.condition.signal());
    }

    /** One sender's place. */
    final class Place {

        private final Condition condition;

        private Place(Condition condition) {
            this.condition = condition;
        }

        boolean isFirst() {
            return equals(places.peekFirst());
        }

        Condition condition() {
            return condition;
        }

        void leave() {
            places.remove(this);
            wakeFirst();
        }
    }
}
