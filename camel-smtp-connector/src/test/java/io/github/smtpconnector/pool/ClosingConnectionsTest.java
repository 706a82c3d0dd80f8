// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pool.ClosingConnections.One;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import io.github.smtpconnector.wire.SmtpConnector;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosingConnectionsTest {

    /** The second is one for all: what was waited until QUIT was said is not to be had once more for the answer. */
    @Test
    void aSenderWaitsForTheRestOfTheTimeAndNoLonger() throws Exception {
        ManualClock clock = new ManualClock();
        Watchdog watchdog = new Watchdog(clock);
        try (SmtpTestServer server =
                        new SmtpTestServer().on("QUIT", Fault.silence()).start();
                MailerFixture fixture = new MailerFixture(server)) {
            ClosingConnections closing = new ClosingConnections();
            One one = closing.add(
                    new SmtpConnector(fixture.identity(), watchdog).open(MailerFixture.TIMEOUTS), clock.getAsLong());
            Thread sender = new Thread(() -> one.awaitEnd(clock));
            sender.start();
            Waiting.until(
                    () -> sender.getState() == Thread.State.TIMED_WAITING, Duration.ofSeconds(10), () -> "no wait");
            clock.advance(ClosingConnections.LONGEST.minusMillis(100));
            one.quit();
            server.awaitSilence();
            // The sender reads by now, or does so soon.
            Waiting.until(() -> isReading(sender), Duration.ofSeconds(10), () -> "does not read");
            clock.advance(Duration.ofMillis(100));
            watchdog.sweep();
            sender.join(10_000);
            assertThat(sender.isAlive()).isFalse();
            assertThat(watchdog.openLines()).isZero();
        } finally {
            watchdog.shutdown();
        }
    }

    private static boolean isReading(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(Line.class.getName())
                    && frame.getMethodName().equals("read")) {
                return true;
            }
        }
        return false;
    }
}
