// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sender's turn it is, and how long the others sleep. Times are nanoseconds. */
class WaitQueueTest {

    private final ManualClock clock = new ManualClock();
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitQueue queue = new WaitQueue(lock, clock);

    @BeforeEach
    void theQueueIsGuardedByTheLock() {
        lock.lock();
    }

    @Test
    void servesInOrderOfArrival() {
        WaitQueue.Place first = queue.join(0);
        WaitQueue.Place second = queue.join(0);
        assertThat(first.isNext()).isTrue();
        assertThat(second.isNext()).isFalse();
        assertThat(queue.size()).isEqualTo(2);

        first.leave();
        assertThat(second.isNext()).isTrue();
        second.leave();
        assertThat(queue.isForgettable()).isTrue();
    }

    @Test
    void whoKeepsNoDistancePassesThoseThatAreHeldBack() {
        oneWent(100);
        WaitQueue.Place held = queue.join(100);
        WaitQueue.Place behind = queue.join(100);
        WaitQueue.Place free = queue.join(0);
        assertThat(held.isHeld()).isTrue();
        assertThat(held.isNext()).isFalse();
        assertThat(behind.isNext()).isFalse();
        assertThat(free.isNext()).isTrue();

        clock.advance(Duration.ofNanos(100));
        assertThat(held.isHeld()).isFalse();
        assertThat(held.isNext()).isTrue();
        assertThat(free.isNext()).isFalse();
    }

    @Test
    void eachTurnComesAfterTheDistancesOfThoseBefore() {
        oneWent(100);
        WaitQueue.Place first = queue.join(100);
        WaitQueue.Place free = queue.join(0);
        WaitQueue.Place last = queue.join(50);
        queue.join(1000);
        assertThat(first.pacing()).isEqualTo(100);
        assertThat(free.pacing()).isZero();
        assertThat(last.pacing()).isEqualTo(150);

        clock.advance(Duration.ofNanos(100));
        assertThat(first.pacing()).isZero();
        assertThat(last.pacing()).isEqualTo(50);
    }

    @Test
    void theFirstLooksAgainWhenItsPaceLetsItGo() {
        oneWent(100);
        WaitQueue.Place first = queue.join(100);
        WaitQueue.Place second = queue.join(100);
        assertThat(first.patience(1000, 0)).isEqualTo(100);
        assertThat(first.patience(1000, 7)).isEqualTo(100);
        assertThat(first.patience(30, 0)).isEqualTo(30);
        assertThat(second.patience(1000, 7)).isEqualTo(1000);

        clock.advance(Duration.ofNanos(100));
        assertThat(first.patience(1000, 0)).isEqualTo(1000);
    }

    @Test
    void whoIsNextLooksAgainWhenTheServerMayServe() {
        WaitQueue.Place first = queue.join(0);
        WaitQueue.Place second = queue.join(0);
        assertThat(first.patience(1000, 200)).isEqualTo(200);
        assertThat(first.patience(100, 200)).isEqualTo(100);
        assertThat(first.patience(1000, 0)).isEqualTo(1000);
        assertThat(second.patience(1000, 200)).isEqualTo(1000);
    }

    @Test
    void isKeptWhileItHoldsAnybodyBack() {
        oneWent(100);
        assertThat(queue.isForgettable()).isFalse();
        clock.advance(Duration.ofNanos(100));
        assertThat(queue.isForgettable()).isTrue();
        queue.join(0);
        assertThat(queue.isForgettable()).isFalse();
    }

    private void oneWent(long distance) {
        WaitQueue.Place gone = queue.join(distance);
        gone.go();
        gone.leave();
    }
}
