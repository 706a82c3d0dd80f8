// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.pool.ClosingConnections.One;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.util.ArrayList;
import java.util.List;

/** Connections that leave the pool: collected under its lock, sent QUIT after it is released. */
final class Discarded {

    private final ClosingConnections closing;
    private final long now;
    private final List<Runnable> all = new ArrayList<>();

    Discarded(ClosingConnections closing, long now) {
        this.closing = closing;
        this.now = now;
    }

    /** A connection that is of no use any more gets no wait: one side has ended it already. */
    void add(SmtpConnection connection) {
        if (connection.isUsable()) {
            One one = closing.add(connection, now);
            all.add(one::quit);
        } else {
            all.add(connection::close);
        }
    }

    /** Sends QUIT to all, without the pool's lock. */
    void quit() {
        ToEach.of(all, Runnable::run);
    }
}
