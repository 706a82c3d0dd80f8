// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

/**
 * Under which terms a flight goes out.
 *
 * @param reset whether RSET leads it
 * @param chunksKnown whether the server is known to take BDAT (RFC 3030)
 * @param before how many mails the connection has carried
 * @param busy whether the last of them has only just gone
 * @param begun when this one goes
 */
public record FlightTerms(boolean reset, boolean chunksKnown, int before, boolean busy, long begun) {

    /** Whether the connection has carried mail, so that it may have been dead before this one. */
    boolean reused() {
        return before > 0;
    }
}
