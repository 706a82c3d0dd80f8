// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs an action for each element, even when it throws for one of them; the first exception is thrown at the end. */
final class ToEach {

    private @Nullable Throwable thrown;

    static <T> void of(Iterable<T> all, Consumer<T> action) {
        ToEach each = new ToEach();
        for (T one : all) {
            each.run(() -> action.accept(one));
        }
        each.end();
    }

    // Errors, too: otherwise an error that comes back with each round would always stop the elements behind it.
    void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (thrown == null) {
                thrown = e;
            } else if (!thrown.equals(e)) {
                thrown.addSuppressed(e);
            }
        }
    }

    void end() {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
