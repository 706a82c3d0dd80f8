// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pace.Grant.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store makes of the questions of many processes. */
class TimelineTest {

    private static final Duration STEP = Duration.ofMillis(5);

    private Timeline timeline = Timeline.EMPTY;
    private long now = 1_790_000_000_000_000L;

    @Test
    void turnsFollowEachOtherWhoeverAsks() {
        assertGrant(ask(10), Kind.TURNS, 10, 0);
        assertGrant(ask(4), Kind.TURNS, 4, 50);
        pass(30);
        assertGrant(ask(1), Kind.TURNS, 1, 40);
    }

    @Test
    void aTimeWithoutMailSavesNothingUp() {
        ask(10);
        pass(10_000);
        assertGrant(ask(2), Kind.TURNS, 2, 0);
        assertGrant(ask(2), Kind.TURNS, 2, 10);
    }

    @Test
    void aStepIsRoundedUpSoThatTheRateIsNeverLarger() {
        Demand odd = new Demand(1, 3, Duration.ofNanos(1_000_001), 0, 0, null);
        ask(odd);
        assertThat(ask(odd).first()).isEqualTo(Duration.of(3 * 1001, java.time.temporal.ChronoUnit.MICROS));
    }

    @Test
    void aQuestionForNoneChangesNothing() {
        Timeline.Answer answer = timeline.reserve(new Demand(0, 0, Duration.ZERO, 0, 0, null), now);
        assertThat(answer.after()).isSameAs(timeline);
        assertGrant(answer.grant(), Kind.TURNS, 0, 0);
    }

    @Test
    void aRefusalPausesAllAndThenOneTries() {
        ask(1);
        timeline = timeline.paused(now);
        assertGrant(ask(10), Kind.PAUSED, 0, 1000);
        pass(999);
        assertGrant(ask(10), Kind.PAUSED, 0, 1);
        pass(1);
        assertGrant(ask(10, 0), Kind.PAUSED, 0, 0);
        assertGrant(ask(10), Kind.PROBE, 1, 0);
        assertGrant(ask(10), Kind.PAUSED, 0, 100);

        timeline = timeline.served();
        assertGrant(ask(10), Kind.TURNS, 10, 5);
    }

    @Test
    void pausesGrowUntilTheServerServes() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            timeline = timeline.paused(now);
            // Refused at the same time by the same.
            timeline = timeline.paused(now);
            assertGrant(ask(1), Kind.PAUSED, 0, seconds * 1000);
            pass(seconds * 1000);
            assertThat(ask(1).kind()).isEqualTo(Kind.PROBE);
        }
        timeline = timeline.served().paused(now);
        assertGrant(ask(1), Kind.PAUSED, 0, 1000);
    }

    @Test
    void whoDiesWhileItTriesIsFollowedByAnother() {
        timeline = timeline.paused(now);
        pass(1000);
        assertThat(ask(1).kind()).isEqualTo(Kind.PROBE);
        pass((int) TimeUnit.MICROSECONDS.toMillis(Timeline.TRIAL) - 1);
        assertGrant(ask(1), Kind.PAUSED, 0, 1);
        pass(1);
        assertThat(ask(1).kind()).isEqualTo(Kind.PROBE);
    }

    @Test
    void aDayHoldsSoMany() {
        Demand demand = new Demand(1, 60, STEP, 100, 0, null);
        assertThat(ask(demand).turns()).isEqualTo(60);
        Grant rest = ask(demand);
        assertThat(rest.turns()).isEqualTo(40);
        Grant full = ask(demand);
        assertThat(full.kind()).isEqualTo(Kind.DAY_FULL);
        assertThat(full.first()).isGreaterThan(Duration.ofHours(24)).isLessThan(Duration.ofMinutes(24 * 60 + 16));

        assertThat(ask(new Demand(1, 60, STEP, 100, 7, rest.at())).turns()).isEqualTo(7);
    }

    @Test
    void aMailThatNeedsMoreThanIsLeftOfTheDayWaits() {
        ask(new Demand(1, 60, STEP, 100, 0, null));
        assertThat(ask(new Demand(50, 60, STEP, 100, 0, null)).kind()).isEqualTo(Kind.DAY_FULL);
        assertThat(ask(new Demand(40, 60, STEP, 100, 0, null)).turns()).isEqualTo(40);
    }

    private Grant ask(int most) {
        return ask(most, 1);
    }

    private Grant ask(int most, int least) {
        return ask(new Demand(least, most, STEP, 0, 0, null));
    }

    private Grant ask(Demand demand) {
        Timeline.Answer answer = timeline.reserve(demand, now);
        timeline = answer.after();
        assertThat(answer.grant().at()).isEqualTo(Instant.EPOCH.plusNanos(now * 1000));
        return answer.grant();
    }

    private void pass(int millis) {
        now += TimeUnit.MILLISECONDS.toMicros(millis);
    }

    private static void assertGrant(Grant grant, Kind kind, int turns, int millis) {
        assertThat(grant.kind()).isEqualTo(kind);
        assertThat(grant.turns()).isEqualTo(turns);
        assertThat(grant.first()).isEqualTo(Duration.ofMillis(millis));
    }
}
