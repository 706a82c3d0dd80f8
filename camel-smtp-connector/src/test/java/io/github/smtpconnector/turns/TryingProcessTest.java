// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pace.Demand;
import io.github.smtpconnector.pace.Grant;
import io.github.smtpconnector.pace.PaceKeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process that tries, after a pause, whether the server serves again; it has other mails that wait meanwhile. */
class TryingProcessTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Gives one turn to the first that asks, to try; then all are to wait for what comes of it. */
    private static final class OneTries implements PaceKeeper {

        private final List<String> told = new ArrayList<>();
        private boolean given;

        @Override
        public Grant reserve(String login, Demand demand) {
            told.add("reserve");
            Grant.Kind kind = given ? Grant.Kind.PAUSED : Grant.Kind.PROBE;
            given = true;
            return new Grant(kind, kind == Grant.Kind.PROBE ? 1 : 0, Duration.ofMillis(100), Instant.EPOCH);
        }

        @Override
        public void pause(String login) {
            told.add("pause");
        }

        @Override
        public void served(String login) {
            told.add("served");
        }
    }

    private final OneTries keeper = new OneTries();
    private long now;
    private final Paces paces = new Paces("login", Runnable::run, work -> work.accept(now));
    private final PaceLimits limits = new PaceLimits(100, 0, false, keeper);
    private final Toll toll = new Toll(limits, 1);
    private final SharedPace pace = (SharedPace) paces.of(limits);

    /** Refused at first; a second later it may try, a tenth of a second after that. */
    private void refuseAndGetTheTurn() {
        pace.refused(now);
        now += SECOND;
        pace.waits(toll, 3, now);
        assertThat(keeper.told).containsExactly("pause", "reserve");
    }

    @Test
    void saysThatTheServerServesAlthoughItsOtherMailsWereToldToWait() {
        refuseAndGetTheTurn();
        now += SECOND / 10;
        assertThat(pace.left(toll, now)).isZero();
        pace.went(toll, 2, now);
        now += SECOND;
        pace.waits(toll, 2, now);
        assertThat(keeper.told).startsWith("pause", "reserve", "reserve");
        paces.served();
        assertThat(keeper.told).endsWith("served");
    }

    @Test
    void keepsItsTurnWhenAnotherOfItsMailsAsks() {
        refuseAndGetTheTurn();
        now += SECOND / 10 - 1;
        pace.waits(new Toll(limits, 1), 3, now);
        assertThat(keeper.told).containsExactly("pause", "reserve", "reserve");
        now += 1;
        assertThat(pace.left(toll, now)).isZero();
    }

    @Test
    void triesNoMoreWhenItIsRefusedAgain() {
        refuseAndGetTheTurn();
        now += SECOND / 10;
        pace.went(toll, 2, now);
        pace.refused(now);
        paces.served();
        assertThat(keeper.told).doesNotContain("served");
    }
}
