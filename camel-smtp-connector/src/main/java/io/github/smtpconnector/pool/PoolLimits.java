// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How connections of one identity are kept. Each sender brings its own, so endpoints that share connections need not
 * agree.
 *
 * @param maxConnections open at once
 * @param maxMessagesPerConnection after so many messages a connection is closed; 1 means no reuse
 * @param idleTimeout an unused connection is closed after this
 * @param maxConnectionAge no new message on a connection older than this
 * @param maxWait how long to wait for a free connection, the turn by {@code maxMessagesPerSecond} included
 * @param maxInFlight messages under way at once on one connection
 * @param maxMessagesPerSecond how fast mails may follow each other; 0 for as fast as they can
 */
public record PoolLimits(
        int maxConnections,
        int maxMessagesPerConnection,
        Duration idleTimeout,
        Duration maxConnectionAge,
        Duration maxWait,
        int maxInFlight,
        double maxMessagesPerSecond) {

    /** Nanoseconds to keep from the mail before; 0 for none. */
    long distance() {
        return maxMessagesPerSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / maxMessagesPerSecond);
    }
}
