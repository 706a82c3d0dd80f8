// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * What a keeper answers. The turns come one {@link Demand#step} after the other.
 *
 * @param kind what kind of answer it is
 * @param turns how many turns are given
 * @param first how long it is from now to the first turn; below zero when it has passed. Without turns, how long to wait
 *     before asking again.
 * @param at the time of the store
 */
public record Grant(Kind kind, int turns, Duration first, Instant at) {

    /** The kinds of answers. */
    public enum Kind {
        /** Turns, or none where none were asked for. */
        TURNS,
        /** Turns for one mail, by which this process tries whether the server serves again. */
        PROBE,
        /** The server refused to serve. */
        PAUSED,
        /** The day's count is full. */
        DAY_FULL
    }
}
