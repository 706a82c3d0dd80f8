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
 * @param closing connections that the pool has given up and the server may still count, for a second at most
 * @param inFlight mails under way
 * @param waiting senders waiting for a connection
 * @param backOff how long no connection will be opened, because the server refused to serve; zero when one may be
 *     opened
 * @param refusal the reply with which the server refused to serve, or null when it has served since
 * @param serverLimit how many connections the server takes, learnt from its refusal of one more; 0 while unknown
 * @param loginPause how long no login is tried, because the last was refused for good; zero when one may be tried
 * @param paceWait how long the sender that waits last will wait for its pace, as far as is known
 */
public record PoolStats(
        int connections,
        int busy,
        int opening,
        int closing,
        int inFlight,
        int waiting,
        Duration backOff,
        @Nullable SmtpReply refusal,
        int serverLimit,
        Duration loginPause,
        Duration paceWait) {}
