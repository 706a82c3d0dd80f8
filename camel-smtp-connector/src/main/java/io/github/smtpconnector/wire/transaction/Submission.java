// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One mail to hand over, and how.
 *
 * @param envelope sender and recipients
 * @param settled what became of those recipients who need not be asked again
 * @param payload the content
 * @param policy what to do when some recipients are refused
 * @param timeouts how long each step may take
 */
public record Submission(
        Envelope envelope, List<RecipientResult> settled, Payload payload, PartialDelivery policy, Timeouts timeouts) {

    /** The same when more is known of the recipients. */
    public Submission knowing(List<RecipientResult> known) {
        return new Submission(envelope, known, payload, policy, timeouts);
    }

    /** The recipients who are still to be asked. */
    List<String> waiting() {
        if (settled.isEmpty()) {
            return envelope.recipients();
        }
        Set<String> done = settled.stream().map(RecipientResult::address).collect(Collectors.toSet());
        return envelope.recipients().stream().filter(to -> !done.contains(to)).toList();
    }
}
