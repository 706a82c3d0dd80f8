// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does something to each of many, whatever it throws for one of them; what was thrown first is thrown when all are done. */
final class ToEach {

    private @Nullable Throwable thrown;

    static <T> void of(Iterable<T> all, Consumer<T> action) {
        ToEach each = new ToEach();
        for (T one : all) {
            each.run(() -> action.accept(one));
        }
        each.end();
    }

    // Errors too: one that is no error of the machine would come back with each round, and keep the others from theirs.
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
