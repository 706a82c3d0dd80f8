// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.turns.Pace;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.turns.Paces;
import io.github.smtpconnector.turns.Toll;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sender's turn it is, and how long the others sleep. Times are nanoseconds. */
class WaitQueueTest {

    private final ManualClock clock = new ManualClock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Pace pace =
            Objects.requireNonNull(new Paces("login", later -> {}).of(new PaceLimits(1, 0, false, null)));
    private final WaitQueue queue = new WaitQueue(lock, clock);

    @BeforeEach
    void theQueueIsGuardedByTheLock() {
        lock.lock();
    }

    @Test
    void servesInOrderOfArrival() {
        WaitQueue.Place first = join(0);
        WaitQueue.Place second = join(0);
        assertThat(first.isNext()).isTrue();
        assertThat(second.isNext()).isFalse();
        assertThat(queue.size()).isEqualTo(2);

        first.leave();
        assertThat(second.isNext()).isTrue();
        second.leave();
        assertThat(isForgettable()).isTrue();
    }

    @Test
    void whoKeepsNoDistancePassesThoseThatAreHeldBack() {
        oneWent(100);
        WaitQueue.Place held = join(100);
        WaitQueue.Place behind = join(100);
        WaitQueue.Place free = join(0);
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
        WaitQueue.Place first = join(100);
        WaitQueue.Place free = join(0);
        WaitQueue.Place last = join(50);
        join(1000);
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
        WaitQueue.Place first = join(100);
        WaitQueue.Place second = join(100);
        assertThat(first.patience(1000, 0)).isEqualTo(100);
        assertThat(first.patience(1000, 7)).isEqualTo(100);
        assertThat(first.patience(30, 0)).isEqualTo(30);
        assertThat(second.patience(1000, 7)).isEqualTo(1000);

        clock.advance(Duration.ofNanos(100));
        assertThat(first.patience(1000, 0)).isEqualTo(1000);
    }

    @Test
    void whoIsNextLooksAgainWhenTheServerMayServe() {
        WaitQueue.Place first = join(0);
        WaitQueue.Place second = join(0);
        assertThat(first.patience(1000, 200)).isEqualTo(200);
        assertThat(first.patience(100, 200)).isEqualTo(100);
        assertThat(first.patience(1000, 0)).isEqualTo(1000);
        assertThat(second.patience(1000, 200)).isEqualTo(1000);
    }

    @Test
    void isKeptWhileItHoldsAnybodyBack() {
        oneWent(100);
        assertThat(isForgettable()).isFalse();
        clock.advance(Duration.ofNanos(100));
        assertThat(isForgettable()).isTrue();
        join(0);
        assertThat(isForgettable()).isFalse();
    }

    private WaitQueue.Place join(long distance) {
        PaceLimits limits = distance == 0 ? PaceLimits.NONE : new PaceLimits(1e9 / distance, 0, false, null);
        return queue.join(limits.isNone() ? null : pace, new Toll(limits, 1));
    }

    private boolean isForgettable() {
        return queue.isEmpty() && pace.isForgettable(clock.getAsLong());
    }

    private void oneWent(long distance) {
        WaitQueue.Place gone = join(distance);
        gone.go();
        gone.leave();
    }
}
