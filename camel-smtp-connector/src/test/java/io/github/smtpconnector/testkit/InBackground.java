// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Does what may have to wait in a thread of its own: the common pool has one thread on two processors, and a second task waits. */
public final class InBackground {

    private InBackground() {}

    /** Begins at once, whatever else is under way. */
    public static <T> CompletableFuture<T> supply(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command, "in-background").start());
    }
}
