// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPaceTest {

    private static final long START = Long.MAX_VALUE - 50;

    private final OwnPace pace = new OwnPace();

    @Test
    void theFirstMailGoesAtOnce() {
        assertThat(left(1000, START)).isZero();
    }

    @Test
    void theNextKeepsItsDistance() {
        went(100, START);
        assertThat(left(100, START)).isEqualTo(100);
        assertThat(left(100, START + 99)).isOne();
        assertThat(left(100, START + 100)).isZero();
    }

    @Test
    void eachKeepsTheDistanceThatItsSenderAsksFor() {
        went(100, START);
        assertThat(left(10, START)).isEqualTo(10);
        assertThat(left(2000, START)).isEqualTo(2000);
        assertThat(left(0, START)).isZero();
    }

    @Test
    void mailsWithoutALimitDoNotCount() {
        went(0, START);
        assertThat(left(100, START)).isZero();
    }

    @Test
    void nothingIsSavedUpWhileNobodySends() {
        went(100, START);
        went(100, START + 1_000_000);
        assertThat(left(100, START + 1_000_000)).isEqualTo(50);
        went(100, START + 1_000_050);
        assertThat(left(100, START + 1_000_050)).isEqualTo(100);
    }

    @Test
    void aTimerThatIsAlwaysLateDoesNotSlowItDown() {
        long now = START;
        went(1000, now);
        for (int i = 1; i <= 100; i++) {
            now += left(1000, now) + 60;
            went(1000, now);
        }
        assertThat(now - START).isEqualTo(100 * 1000 + 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noPeriodHoldsMoreThanOneMailBeyondTheLimit(long seed) {
        Random random = new Random(seed);
        long[] went = new long[500];
        long now = START;
        for (int i = 0; i < went.length; i++) {
            now += left(1000, now) + random.nextInt(random.nextInt(10) == 0 ? 3000 : 300);
            went(1000, now);
            went[i] = now;
        }
        for (int from = 0; from < went.length; from++) {
            for (int to = from; to < went.length; to++) {
                // Mails from..to lie in a period of this length; the limit allows one at its start and one per 1000.
                long allowed = 1 + (went[to] - went[from]) / 1000;
                assertThat(to - from + 1L).isLessThanOrEqualTo(allowed + 1);
            }
        }
    }

    @Test
    void isForgottenWhenItHoldsNobodyBack() {
        assertThat(pace.isForgettable(START)).isTrue();
        went(5000, START);
        went(100, START + 5000);
        assertThat(pace.isForgettable(START + 9_949)).isFalse();
        assertThat(pace.isForgettable(START + 9_950)).isTrue();
    }

    @Test
    void theDistanceFollowsFromTheRate() {
        assertThat(distance(0)).isZero();
        assertThat(distance(0.5)).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(distance(10)).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    private long left(long distance, long now) {
        return pace.left(toll(distance), now);
    }

    private void went(long distance, long now) {
        pace.went(toll(distance), 0, now);
    }

    private static Toll toll(long distance) {
        return new Toll(new PaceLimits(distance == 0 ? 0 : 1e9 / distance, 0, false, null), 1);
    }

    private static long distance(double rate) {
        return new PaceLimits(rate, 0, false, null).distance();
    }
}
