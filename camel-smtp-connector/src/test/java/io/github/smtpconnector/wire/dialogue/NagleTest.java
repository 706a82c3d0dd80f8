// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NagleTest {

    /** The kernel puts off an acknowledgement for 40 ms. */
    private static final Duration MUCH = Duration.ofMillis(20);

    @Test
    void aServerThatLeavesNagleOnIsAcknowledgedAtOnce() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("GREETING", session -> {
                            session.line().unhurried();
                            return true;
                        })
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            long[] times = new long[31];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                mailer.send("number " + i + "\r\n");
                times[i] = System.nanoTime() - start;
            }
            Arrays.sort(times);
            assertThat(Duration.ofNanos(times[times.length / 2])).isLessThan(MUCH);
        }
    }
}
