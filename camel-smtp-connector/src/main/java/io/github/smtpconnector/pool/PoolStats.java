// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pool at one moment.
 *
 * @param connections open connections
 * @param busy open connections that carry mail
 * @param opening connections being opened
 * @param inFlight mails under way
 * @param waiting senders waiting for a connection
 * @param backOff how long no connection will be opened, because the server refused to serve; zero when it does
 * @param refusal what the server said when it refused to serve, or null when it has served since
 */
public record PoolStats(
        int connections,
        int busy,
        int opening,
        int inFlight,
        int waiting,
        Duration backOff,
        @Nullable SmtpReply refusal) {}
