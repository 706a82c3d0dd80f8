// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import java.util.List;

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
        Envelope envelope, Settled settled, Payload payload, PartialDelivery policy, Timeouts timeouts) {

    /** The same when more is known of the recipients. */
    public Submission knowing(Settled known) {
        return new Submission(envelope, known, payload, policy, timeouts);
    }

    /** The recipients who are still to be asked. */
    List<String> waiting() {
        return settled.waiting(envelope.recipients());
    }

    /** The MAIL command with the parameters that the server knows and the mail needs. */
    String mailCommand(Capabilities capabilities) {
        StringBuilder command = new StringBuilder(96)
                .append("MAIL FROM:<")
                .append(envelope.reversePath())
                .append('>');
        if (capabilities.size() && payload.size() >= 0) {
            command.append(" SIZE=").append(payload.size());
        }
        boolean utf8 = Requirements.needsUtf8(this);
        if (utf8 || payload.message().needs8Bit()) {
            command.append(" BODY=8BITMIME");
        }
        command.append(utf8 ? " SMTPUTF8" : "");
        DeliveryRequest request = envelope.request();
        return (request == null ? command : command.append(request.mailParameters())).toString();
    }
}
