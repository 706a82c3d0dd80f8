// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to send one mail over a connection. Ends exactly once; closed without {@link #keep}, the connection is discarded. */
public final class Lease implements AutoCloseable {

    private final ConnectionPool pool;
    private final PoolEntry entry;
    private final AtomicBoolean ended = new AtomicBoolean();

    Lease(ConnectionPool pool, PoolEntry entry) {
        this.pool = pool;
        this.entry = entry;
    }

    /** The connection; not to be used after the end. */
    public SmtpConnection connection() {
        return entry.connection();
    }

    /** Tells the pool how a mail failed: when the server refuses to serve, no connection is opened for a while. */
    public void failed(SmtpConnectorException failure) {
        pool.failed(entry, failure);
    }

    /** Ends the lease; the connection may carry other mail, if it still can. */
    public void keep() {
        end(true);
    }

    @Override
    public void close() {
        end(false);
    }

    private void end(boolean keep) {
        if (ended.compareAndSet(false, true)) {
            pool.release(entry, keep);
        }
    }
}
