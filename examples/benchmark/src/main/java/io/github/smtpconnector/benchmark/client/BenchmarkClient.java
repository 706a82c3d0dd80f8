// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Cell;
import java.io.IOException;

/** A way to send mail, opened for one cell. */
public interface BenchmarkClient extends AutoCloseable {

    /** Sends one mail and returns when the server has taken it. Called by all senders at once. */
    void send() throws Exception;

    /** Waits for the mails that this thread has sent and that were not taken yet. */
    default void drain() throws IOException {}

    /** Whether {@link #send()} waits for its own mail, so that its time is that of a mail. */
    default boolean waits() {
        return true;
    }

    @Override
    void close() throws IOException;

    /** How many threads call {@link #send()}. */
    default int senders(Cell cell) {
        return cell.senders();
    }
}
