// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A mail that waits for others before its own wait for a connection. */
class DoorTest {

    /** With the interrupt it could go no further than its first wait for the server, and be in doubt from then on. */
    @Test
    void aSenderThatIsInterruptedThereTakesNoConnectionThoughOneIsFree() {
        AtomicBoolean left = new AtomicBoolean();
        Door interrupting = new Door() {
            @Override
            public void enter() {
                Thread.currentThread().interrupt();
            }

            @Override
            public void leave() {
                left.set(true);
            }
        };
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server)) {
            ConnectionPool pool = mailer.pools.open(mailer.identity()).pool();
            acquire(pool, Door.OPEN).keep();

            assertThatThrownBy(() -> acquire(pool, interrupting))
                    .isInstanceOf(RetryableSmtpException.class)
                    .hasMessageContaining("interrupted before anything was sent");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(left).isTrue();
            assertThat(pool.stats().inFlight()).isZero();
            acquire(pool, Door.OPEN).keep();
            assertThat(server.connections()).isOne();
        } finally {
            Thread.interrupted();
        }
    }

    private static Lease acquire(ConnectionPool pool, Door door) {
        return pool.acquire(SweepTest.LIMITS, MailerFixture.TIMEOUTS, Claim.SHARED, 1, door);
    }
}
