// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Tells an end by this side from a fault on the other side. An interrupt and a stop close the line under the thread
 * that opens a connection, and from then on it looks as if the server had hung up.
 */
final class OwnEnd {

    private OwnEnd() {}

    /** Whether an opening is over, whatever server or address is left. */
    static boolean isReached(Watchdog watchdog) {
        return why(watchdog) != null;
    }

    /** This failure of the calling thread, or what made it one. */
    static SmtpConnectorException or(SmtpConnectorException thrown, Watchdog watchdog) {
        Failure failure = thrown.getFailure();
        String why = why(watchdog);
        // A reply of the server came before the end by this side.
        if (why == null || failure.reply() != null) {
            return thrown;
        }
        return new Failure(
                        Category.SHUTDOWN,
                        true,
                        why + " while a connection was opened, before anything was sent",
                        null,
                        failure.phase(),
                        failure.server(),
                        null,
                        failure.deliveryState(),
                        failure.result(),
                        failure.cause())
                .toException();
    }

    private static @Nullable String why(Watchdog watchdog) {
        if (Thread.currentThread().isInterrupted()) {
            return "interrupted";
        }
        return watchdog.isShutDown() ? "the connector was stopped" : null;
    }
}
