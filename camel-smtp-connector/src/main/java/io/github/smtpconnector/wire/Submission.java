// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.outcome.RecipientResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One mail to hand over, and how.
 *
 * @param envelope sender and recipients
 * @param served those of the recipients that got the mail in an earlier attempt
 * @param payload the content
 * @param policy what to do when some recipients are refused
 * @param timeouts how long each step may take
 */
public record Submission(
        Envelope envelope, List<RecipientResult> served, Payload payload, PartialDelivery policy, Timeouts timeouts) {

    /** The recipients who have not got the mail yet. */
    List<String> waiting() {
        if (served.isEmpty()) {
            return envelope.recipients();
        }
        Set<String> done = served.stream().map(RecipientResult::address).collect(Collectors.toSet());
        return envelope.recipients().stream().filter(to -> !done.contains(to)).toList();
    }
}
