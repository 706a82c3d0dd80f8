// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;

/** The database of a demonstration, in a process of its own. */
interface Database extends AutoCloseable {

    /** For JDBC. */
    String url();

    /** Starts it again after a stop. */
    void begin() throws IOException;

    /** Ends it at once, as a crash would. */
    void stopHard();

    @Override
    void close();
}
