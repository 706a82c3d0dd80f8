// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks a keeper for.
 *
 * @param least how many turns the first waiting mail needs; 0 to ask for none, only whether there is a pause
 * @param most how many turns the process can use
 * @param step the time from one turn to the next; zero where only the day is limited
 * @param perDay how many turns may be given in any 24 hours; 0 for no limit
 * @param unused how many turns of earlier grants of the same day passed without a mail, to be taken off its count
 * @param grantedAt when those were granted, as the grant said; null where there are none
 */
public record Demand(int least, int most, Duration step, long perDay, int unused, @Nullable Instant grantedAt) {}
