// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.result;

import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result under the names that nodemailer gives it, so that flows written for it can read it as they did. */
final class NodemailerResult {

    private NodemailerResult() {}

    static Map<String, Object> of(SendResult result) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("messageId", result.messageId());
        body.put("accepted", result.accepted());
        body.put("rejected", result.rejected());
        List<Map<String, Object>> errors = result.recipients().stream()
                .filter(recipient -> !recipient.accepted())
                .map(NodemailerResult::rejectedError)
                .toList();
        if (!errors.isEmpty()) {
            body.put("rejectedErrors", errors);
        }
        body.put("envelope", Map.of("from", result.envelopeFrom(), "to", result.envelopeTo()));
        if (result.reply() != null) {
            body.put("response", result.reply().toString());
        }
        if (result.messageSize() >= 0) {
            body.put("messageSize", result.messageSize());
        }
        if (result.alreadySent()) {
            body.put("alreadySent", true);
        }
        body.put("envelopeTime", result.envelopeTime().toMillis());
        body.put("messageTime", result.messageTime().toMillis());
        return body;
    }

    private static Map<String, Object> rejectedError(RecipientResult recipient) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", "EENVELOPE");
        error.put("recipient", recipient.address());
        SmtpReply reply = recipient.reply();
        if (reply != null) {
            error.put("response", reply.toString());
            error.put("responseCode", reply.code());
        }
        return error;
    }
}
