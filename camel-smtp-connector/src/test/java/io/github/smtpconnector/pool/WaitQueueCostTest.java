// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.turns.Paces;
import io.github.smtpconnector.turns.Toll;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand senders wait: each that goes wakes a few, and not all of them to look in vain. */
class WaitQueueCostTest {

    private static final int SENDERS = 1000;

    private final ManualClock clock = new ManualClock();
    private final CountingLock lock = new CountingLock();
    private final WaitQueue queue = new WaitQueue(lock, clock);

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void whoLeavesWakesAFew(double perSecond) {
        lock.lock();
        PaceLimits limits = new PaceLimits(perSecond, 0, false, null);
        Paces paces = new Paces("login", later -> {});
        Toll toll = new Toll(limits, 1);
        List<WaitQueue.Place> places = IntStream.range(0, SENDERS)
                .mapToObj(i -> queue.join(perSecond == 0 ? null : Objects.requireNonNull(paces.of(limits)), toll))
                .toList();

        places.forEach(WaitQueue.Place::leave);
        assertThat(lock.signals).as("one after the other").isLessThanOrEqualTo(3 * SENDERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SENDERS - 1})
    void allThatLearnThatTheyWaitInVainLeaveAtThePriceOfEach(int first) {
        lock.lock();
        Toll toll = new Toll(PaceLimits.NONE, 1);
        List<WaitQueue.Place> places = IntStream.range(0, SENDERS)
                .mapToObj(i -> queue.join(null, toll))
                .toList();

        queue.wakeAll();
        IntStream.range(0, SENDERS).forEach(i -> places.get(Math.abs(first - i)).leave());
        assertThat(lock.signals).isLessThanOrEqualTo(3 * SENDERS);
    }

    /** A lock that counts the wakings; no sender waits in this test. */
    private static final class CountingLock extends ReentrantLock {

        private static final long serialVersionUID = 1L;
        private int signals;

        @Override
        public Condition newCondition() {
            return new CountingCondition();
        }

        private final class CountingCondition implements Condition {

            @Override
            public void signal() {
                signals++;
            }

            @Override
            public void signalAll() {
                signals += SENDERS;
            }

            @Override
            public void await() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void awaitUninterruptibly() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long awaitNanos(long nanos) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean await(long time, TimeUnit unit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean awaitUntil(Date deadline) {
                throw new UnsupportedOperationException();
            }
        }
    }
}
