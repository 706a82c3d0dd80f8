// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes when it is told to. */
public final class ManualClock implements LongSupplier {

    // Far from zero and about to overflow, as System.nanoTime may be.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    private final AtomicInteger broken = new AtomicInteger();

    /** The next so many who ask get no answer, as a stand-in for what cannot fail. */
    public void breakDown(int times) {
        broken.set(times);
    }

    @Override
    public long getAsLong() {
        if (broken.get() > 0 && broken.getAndDecrement() > 0) {
            throw new IllegalStateException("the clock is out of order");
        }
        return nanos.get();
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
