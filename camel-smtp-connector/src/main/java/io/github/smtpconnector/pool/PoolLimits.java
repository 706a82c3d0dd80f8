// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.turns.PaceLimits;
import java.time.Duration;

/**
 * How connections of one identity are kept. Each sender brings its own, so endpoints that share connections need not
 * agree.
 *
 * @param maxConnections open at once
 * @param maxMessagesPerConnection after so many messages a connection is closed; 1 means no reuse
 * @param idleTimeout an unused connection is closed after this
 * @param maxConnectionAge no new message on a connection older than this
 * @param maxWait how long to wait for a free connection, the turn by {@code pace} included
 * @param maxInFlight messages under way at once on one connection
 * @param pace how fast mails may follow each other
 */
public record PoolLimits(
        int maxConnections,
        int maxMessagesPerConnection,
        Duration idleTimeout,
        Duration maxConnectionAge,
        Duration maxWait,
        int maxInFlight,
        PaceLimits pace) {}
