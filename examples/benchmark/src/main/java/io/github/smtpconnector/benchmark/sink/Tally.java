// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.sink;

import io.github.smtpconnector.benchmark.Figures;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the sink has seen since it was last asked. A mail counts only when its content ended properly. */
final class Tally {
    private final LongAdder connections = new LongAdder();
    private final LongAdder mails = new LongAdder();
    private final LongAdder recipients = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAccumulator smallest = new LongAccumulator(Math::min, Long.MAX_VALUE);

    void connection() {
        connections.increment();
    }

    void mail(int acceptedRecipients, long octets) {
        mails.increment();
        recipients.add(acceptedRecipients);
        smallest.accumulate(octets);
    }

    void refusal() {
        refused.increment();
    }

    Figures take() {
        return Figures.none()
                .with("connections", connections.sumThenReset())
                .with("received", mails.sumThenReset())
                .with("recipients", recipients.sumThenReset())
                .with("refused", refused.sumThenReset())
                .with("smallest", smallest.getThenReset());
    }
}
