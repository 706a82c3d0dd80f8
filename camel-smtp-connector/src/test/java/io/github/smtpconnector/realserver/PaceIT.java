// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pace.PaceRun;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One pace over several worker JVMs with PostgreSQL. The short form holds what no busy machine can break: the rate is never
 * larger. With {@code -Dpace.seconds=60}, on a machine that is idle, the rate must be reached as well.
 */
class PaceIT {

    private static final int SECONDS = Integer.getInteger("pace.seconds", 6);
    private static final boolean LONG = SECONDS >= 60;
    private static final int RATE = 200;

    @BeforeAll
    static void postgresql() {
        PostgresServer.assumeAvailable();
    }

    /** One worker, then four, then two, of which one was killed and one stopped. */
    @Test
    void workersThatComeAndGoKeepOneRate() throws Exception {
        try (PostgresServer database = PostgresServer.start();
                PaceRun run = new PaceRun(database.url(), "maxMessagesPerSecond=" + RATE)) {
            Process first = run.start(20);
            Process killed = run.start(20);
            Process stopped = run.start(20);
            Process last = run.start(20);
            run.begin(first);
            awaitMails(run, SECONDS / 3);
            run.begin(killed);
            run.begin(stopped);
            run.begin(last);
            awaitMails(run, SECONDS * 2 / 3);
            killed.destroyForcibly().waitFor();
            run.stop(stopped);
            awaitMails(run, SECONDS);

            List<Long> times = run.times();
            System.out.println(PaceRun.report(times));
            double seconds = (times.get(times.size() - 1) - times.get(0)) / 1e9;
            assertThat((times.size() - 1) / seconds).isLessThanOrEqualTo(RATE + 1);
            if (LONG) {
                assertThat((times.size() - 1) / seconds).isBetween(195.0, 200.1);
                assertThat(PaceRun.windows(times, Duration.ofSeconds(10)))
                        .allSatisfy(mails -> assertThat(mails).isBetween(1960, 2040));
            }
        }
    }

    /** While the database is away nothing goes; afterwards all goes on, and nothing is made up for. */
    @Test
    void aDatabaseThatCrashesHoldsTheMails() throws Exception {
        try (PostgresServer database = PostgresServer.start();
                PaceRun run = new PaceRun(database.url(), "maxMessagesPerSecond=" + RATE)) {
            run.begin(run.start(5));
            run.begin(run.start(5));
            awaitMails(run, 1);
            database.stopHard();
            int before = settled(run);
            database.begin();
            awaitCount(run, before + RATE);
            List<Long> times = run.times();
            double seconds = (times.get(times.size() - 1) - times.get(0)) / 1e9;
            assertThat((times.size() - 1) / seconds).isLessThanOrEqualTo(RATE + 1);
        }
    }

    /** The number of mails once no more come, for half a second. */
    private static int settled(PaceRun run) {
        int[] last = {-1};
        long[] since = {System.nanoTime()};
        Waiting.until(
                () -> {
                    int now = run.times().size();
                    if (now != last[0]) {
                        last[0] = now;
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > Duration.ofMillis(500).toNanos();
                },
                Duration.ofSeconds(30),
                () -> "mails still come: " + last[0]);
        return last[0];
    }

    private static void awaitMails(PaceRun run, int seconds) {
        awaitCount(run, seconds * RATE);
    }

    private static void awaitCount(PaceRun run, int mails) {
        Waiting.until(
                () -> run.times().size() >= mails,
                Duration.ofSeconds(120),
                () -> "only " + run.times().size() + " mails of " + mails);
    }
}
