// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many a day: times are microseconds. */
class DayCountTest {

    private static final long QUARTER = DayCount.QUARTER;
    private static final long DAY = 96 * QUARTER;
    private static final long START = 1_957_440 * QUARTER + 5;

    @Test
    void anEmptyDayHasRoom() {
        assertThat(DayCount.EMPTY.until(10, 10, START)).isZero();
        assertThat(DayCount.EMPTY.left(10, START)).isEqualTo(10);
        assertThat(DayCount.EMPTY.until(11, 10, START)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatWasSentCountsUntilItsQuarterIsADayOld() {
        DayCount day = DayCount.EMPTY.plus(7, START).plus(3, START + QUARTER);
        assertThat(day.left(10, START + QUARTER)).isZero();
        assertThat(day.until(1, 10, START + QUARTER)).isEqualTo(DAY - 5);
        assertThat(day.until(7, 10, START + QUARTER)).isEqualTo(DAY - 5);
        assertThat(day.until(8, 10, START + QUARTER)).isEqualTo(DAY + QUARTER - 5);

        long freed = START + QUARTER + DAY - 5;
        assertThat(day.left(10, freed - 1)).isZero();
        assertThat(day.left(10, freed)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noTwentyFourHoursHoldMoreThanTheLimit(long seed) {
        Random random = new Random(seed);
        DayCount day = DayCount.EMPTY;
        Deque<Long> sent = new ArrayDeque<>();
        long now = START;
        for (int i = 0; i < 5000; i++) {
            now += random.nextInt(20) == 0 ? random.nextLong(2 * DAY) : random.nextLong(QUARTER / 4);
            if (day.until(1, 100, now) == 0) {
                day = DayCount.of(day.plus(1, now).text());
                sent.addLast(now);
            } else {
                // It is told to come neither too early nor ever so late.
                long then = now + day.until(1, 100, now);
                assertThat(day.until(1, 100, then)).isZero();
                assertThat(day.until(1, 100, then - 1)).isPositive();
                now = then;
            }
            while (!sent.isEmpty() && sent.getFirst() <= now - DAY) {
                sent.removeFirst();
            }
            assertThat(sent).hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void aFullDayFitsTheColumn() {
        DayCount day = DayCount.EMPTY;
        for (long now = START; now < START + 3 * DAY; now += QUARTER) {
            day = day.plus(999_999_999, now);
        }
        assertThat(day.text()).hasSizeLessThan(4000);
        assertThat(DayCount.of(day.text()).text()).isEqualTo(day.text());
    }

    @Test
    void whatWasNotUsedIsTakenOffOnlyInItsOwnQuarter() {
        DayCount day = DayCount.EMPTY.plus(10, START);
        assertThat(day.minus(4, START, START + 1).left(10, START)).isEqualTo(4);
        assertThat(day.minus(40, START, START + 1).left(10, START)).isEqualTo(10);
        assertThat(day.minus(4, START, START + QUARTER).left(10, START)).isZero();
        assertThat(DayCount.EMPTY.minus(4, START, START).left(10, START)).isEqualTo(10);
    }

    @Test
    void aClockThatIsSetBackFreesNothing() {
        DayCount day = DayCount.EMPTY.plus(10, START);
        assertThat(day.left(10, START - 3 * QUARTER)).isZero();
        assertThat(day.plus(1, START - 3 * QUARTER).left(20, START)).isEqualTo(9);
    }
}
