// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.turns.Simulation.Worker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace over many processes, in simulated time. The page on testing has the run with real ones. */
class ManyProcessesTest {

    private static final PaceLimits TWO_HUNDRED = new PaceLimits(200, 0, false, null);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    /** Processes come and go, and one of them is killed: 60 seconds, 1, then 4, then 2. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePaceIsKeptWhoeverComesAndGoes(long seed) {
        Simulation run = new Simulation(seed, TWO_HUNDRED, 1);
        run.worker(20, MILLISECOND);
        run.run(Duration.ofSeconds(20));
        Worker killed = run.worker(20, MILLISECOND);
        run.worker(20, MILLISECOND);
        Worker stopped = run.worker(20, MILLISECOND);
        run.run(Duration.ofSeconds(20));
        killed.kill();
        stopped.stop();
        run.run(Duration.ofSeconds(20));

        assertThat(run.sent.size() / 60.0).isBetween(195.0, 200.1);
        Duration all = Duration.ofSeconds(60);
        assertThat(run.most(Duration.ofSeconds(10), Duration.ZERO, all)).isBetween(1996L, 2004L);
        assertThat(run.fewest(Duration.ofSeconds(10), Duration.ZERO, all)).isBetween(1960L, 2000L);
        assertThat(run.most(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(20)))
                .isBetween(199L, 200L + 1 + 4);
        assertThat(run.most(Duration.ofSeconds(1), Duration.ZERO, all)).isLessThanOrEqualTo(200L + 4 + 4);
    }

    /** It has senders that wait, and no connection yet: it must not take the turns of those that have. */
    @Test
    void aProcessThatBeginsLeavesTheTurnsToOthers() {
        Simulation run = new Simulation(1, TWO_HUNDRED, 1);
        run.worker(20, MILLISECOND);
        run.run(Duration.ofSeconds(10));
        run.cold(20, Duration.ofSeconds(2));
        run.cold(20, Duration.ofSeconds(2));
        run.cold(20, Duration.ofSeconds(2));
        run.run(Duration.ofSeconds(20));
        assertThat(run.fewest(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(30)))
                .isBetween(1960L, 2000L);
    }

    /** Never a question for each mail. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void aBlockIsAskedForAtATime(int senders) {
        Simulation run = new Simulation(1, TWO_HUNDRED, 1);
        run.worker(senders, MILLISECOND);
        run.run(Duration.ofSeconds(20));

        assertThat(run.sent.size() / 20.0).isBetween(195.0, 200.1);
        assertThat(run.store.asked()).isLessThan(20 * 25);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 120, 300})
    void aStoreThatIsSlowIsAskedInTime(int millis) {
        Simulation run = new Simulation(1, TWO_HUNDRED, 1).slow(millis);
        run.worker(20, MILLISECOND);
        run.worker(20, MILLISECOND);
        // By then each process knows how slow the store is.
        run.run(Duration.ofSeconds(2));
        int before = run.sent.size();
        run.run(Duration.ofSeconds(20));
        assertThat((run.sent.size() - before) / 20.0).isBetween(195.0, 200.5);
    }

    @Test
    void aSlowPaceIsSharedTurnByTurn() {
        Simulation run = new Simulation(1, new PaceLimits(0.5, 0, false, null), 1);
        Worker one = run.worker(3, MILLISECOND);
        Worker other = run.worker(3, MILLISECOND);
        run.run(Duration.ofSeconds(200));
        assertThat(run.sent).hasSizeBetween(99, 101);
        assertThat(one.mails).isBetween(40, 60);
        assertThat(other.mails).isBetween(40, 60);
        assertThat(run.most(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(200)))
                .isLessThanOrEqualTo(11);
    }

    @Test
    void processesWithFewMailsLeaveTheTurnsToOthers() {
        Simulation run = new Simulation(1, TWO_HUNDRED, 1);
        Worker few = run.worker(1, Duration.ofMillis(97));
        Worker many = run.worker(20, MILLISECOND);
        run.run(Duration.ofSeconds(20));
        assertThat(few.mails).isGreaterThan(100);
        assertThat(many.mails).isGreaterThan(3600);
    }

    @Test
    void recipientsTakeATurnEach() {
        Simulation run = new Simulation(1, new PaceLimits(200, 0, true, null), 25);
        run.worker(5, MILLISECOND);
        run.worker(5, MILLISECOND);
        run.run(Duration.ofSeconds(40));
        assertThat(run.sent).hasSizeBetween(40 * 8 - 8, 40 * 8 + 1);
        assertThat(run.most(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(40)))
                .isLessThanOrEqualTo(81);
    }

    @Test
    void aDayIsSharedToo() {
        Simulation run = new Simulation(1, new PaceLimits(200, 1000, false, null), 1);
        run.worker(5, MILLISECOND);
        run.worker(5, MILLISECOND);
        run.run(Duration.ofSeconds(10));
        assertThat(run.sent).hasSizeBetween(980, 1000);
    }
}
