// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Cell;
import java.io.IOException;

/** A way to send mail, opened for one cell. */
public interface BenchmarkClient extends AutoCloseable {

    /** Sends one mail and returns when the server has taken it. Called by all senders at once. */
    void send() throws Exception;

    @Override
    void close() throws IOException;

    /** How many threads call {@link #send()}. */
    default int senders(Cell cell) {
        return cell.senders();
    }
}
