// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

/**
 * A pool at one moment.
 *
 * @param connections open connections
 * @param opening connections being opened
 * @param inFlight mails under way
 * @param waiting senders waiting for a connection
 */
public record PoolStats(int connections, int opening, int inFlight, int waiting) {}
