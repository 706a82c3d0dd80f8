// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

/**
 * What the connections to one server have taught. Some servers hang up after each mail without a word; a mail that was
 * written in one flight into such a connection would end in doubt. So trust is earned by the first connection that
 * carried a second mail. Thread-safe.
 */
public final class ServerHabits {

    private volatile boolean keepsConnections;

    /** Whether the server is known to keep a connection open after a mail. */
    boolean keepsConnections() {
        return keepsConnections;
    }

    void keptConnection() {
        if (!keepsConnections) {
            keepsConnections = true;
        }
    }

    void hungUp() {
        keepsConnections = false;
    }
}
