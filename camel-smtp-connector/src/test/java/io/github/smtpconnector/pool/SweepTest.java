// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.turns.PaceLimits;
import io.github.smtpconnector.wire.dialogue.Transcript;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure while one connection or pool is swept does not stop the others. */
class SweepTest {

    private static final Duration IDLE = Duration.ofSeconds(30);
    static final PoolLimits LIMITS = new PoolLimits(5, 100, IDLE, Duration.ofMinutes(5), IDLE, 1, PaceLimits.NONE);

    private final ManualClock clock = new ManualClock();

    private static Lease acquire(ConnectionPool pool) {
        return pool.acquire(LIMITS, MailerFixture.TIMEOUTS, Claim.WHOLE, 1, Door.OPEN);
    }

    @Test
    void oneThatThrowsKeepsNoOtherFromItsEnd() {
        ConnectionPools pools = new ConnectionPools(clock, new Transcript() {
            @Override
            public boolean isOn() {
                return true;
            }

            @Override
            public void line(String text) {
                if (text.endsWith("C: QUIT")) {
                    throw new IllegalStateException("the disk is full");
                }
            }
        });
        try (SmtpTestServer one = new SmtpTestServer().start();
                SmtpTestServer other = new SmtpTestServer().start()) {
            for (SmtpTestServer server : List.of(one, other)) {
                ConnectionPool pool =
                        pools.open(new MailerFixture(server).identity()).pool();
                List<Lease> leases = List.of(acquire(pool), acquire(pool));
                leases.forEach(Lease::keep);
            }
            clock.advance(IDLE);

            pools.sweep();

            assertThat(pools.all())
                    .hasSize(2)
                    .allSatisfy(pool -> assertThat(pool.stats().connections()).isZero());
            clock.advance(Duration.ofSeconds(1));
            pools.sweep();
            assertThat(pools.openLines()).isZero();
        }
    }

    @Test
    void aConnectionOpenedInAPoolThatWasForgottenMeanwhileIsSweptToo() {
        ConnectionPools pools = new ConnectionPools(clock);
        try (SmtpTestServer server = new SmtpTestServer().start()) {
            ConnectionPools.Handle handle = pools.open(new MailerFixture(server).identity());
            ConnectionPool pool = handle.pool();
            handle.close();
            pools.sweep();
            assertThat(pools.all()).isEmpty();
            acquire(pool).keep();
            assertThat(pools.all()).hasSize(1);

            clock.advance(IDLE);
            pools.sweep();
            server.session(1).awaitEnd();
            pools.sweep();
            assertThat(pools.openLines()).isZero();
            pools.sweep();
            assertThat(pools.all()).isEmpty();
        }
    }
}
