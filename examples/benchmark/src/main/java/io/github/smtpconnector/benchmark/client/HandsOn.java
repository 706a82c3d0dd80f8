// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import java.util.function.Consumer;

/** A client that may take a mail without keeping its caller until the server has it. */
interface HandsOn {

    /**
     * Takes a mail.
     *
     * @param taken is told, by any thread, why the server has not taken it; null when it has
     */
    void handOn(Consumer<Exception> taken) throws Exception;
}
