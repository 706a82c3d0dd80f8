// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

/** Work that must not go on for ever: the {@link Watchdog} looks at it now and then, and ends it with the connector. */
public interface Watched {

    /** Ends when its time is over; only looks at the clock and never waits. */
    void expire(long now);

    /** Ends now. */
    void abort();
}
