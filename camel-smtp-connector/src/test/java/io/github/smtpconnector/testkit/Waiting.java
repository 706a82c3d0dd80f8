// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for another process to get somewhere, where it offers nothing better than looking again; always bounded. */
public final class Waiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Waiting() {}

    /** Returns once the condition holds, or fails when the limit is over, with what was found instead. */
    public static void until(BooleanSupplier condition, Duration limit, Supplier<String> found) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + found.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
