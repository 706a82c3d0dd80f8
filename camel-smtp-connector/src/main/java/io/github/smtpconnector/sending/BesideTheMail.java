// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import org.slf4j.Logger;

/**
 * Work about a mail that does not send it: logging, counting, tidying up. An appender or a meter that throws must not
 * make a failure of a mail that was sent, nor end the thread that keeps all deadlines.
 */
public final class BesideTheMail {

    private BesideTheMail() {}

    /** Does it, and keeps to itself what it throws. */
    public static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            // The log is what has failed, or may be.
        }
    }

    /** Does it, and logs what it throws. */
    public static void logging(Logger log, String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            quietly(() -> log.warn("{} failed; mails go on", what, e));
        }
    }
}
