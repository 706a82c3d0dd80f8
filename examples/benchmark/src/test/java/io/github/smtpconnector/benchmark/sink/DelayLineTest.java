// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayLineTest {
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(30);

    @Test
    void handsOutWhatArrivedInOrderAndNotBeforeItsTime() throws IOException {
        byte[] sent = "MAIL FROM:<a@example.com>\r\n".repeat(5000).getBytes();
        long begin = System.nanoTime();

        byte[] received;
        long first;
        try (DelayLine line = new DelayLine(new ByteArrayInputStream(sent), DELAY)) {
            byte[] start = line.readNBytes(1);
            first = System.nanoTime() - begin;
            byte[] rest = line.readAllBytes();
            received = new byte[sent.length];
            received[0] = start[0];
            System.arraycopy(rest, 0, received, 1, rest.length);
        }

        assertThat(received).isEqualTo(sent);
        assertThat(first).isGreaterThanOrEqualTo(DELAY);
    }
}
