// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.dialogue.Reply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a flight.
 *
 * @param taken the reply by which the server took the mail, or null
 * @param failure why it was not taken or is in doubt, or null
 * @param replaceable whether the same on another connection is safe and may work
 * @param inOrder whether question and answer are in step, so that the line may go on
 * @param closing the 421 that ended the connection, or null
 * @param refusals how many senders and recipients the server refused
 * @param lessons what the connection learns
 */
public record Verdict(
        @Nullable Reply taken,
        @Nullable Failure failure,
        boolean replaceable,
        boolean inOrder,
        @Nullable Reply closing,
        int refusals,
        Set<Lesson> lessons) {

    /** Nothing was written: this mail must go step by step, for there is a question to be answered before its content. */
    public static final Verdict STEPWISE = new Verdict(null, null, false, true, null, 0, Set.of());

    /** Nothing was written, for this reason. */
    public static Verdict unwritten(Failure failure, boolean inOrder) {
        return new Verdict(null, failure, true, inOrder, null, 0, Set.of());
    }
}
