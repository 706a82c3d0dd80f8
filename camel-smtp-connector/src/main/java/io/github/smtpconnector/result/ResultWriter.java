// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.result;

import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.headers.HeaderNames;
import io.github.smtpconnector.headers.ResultHeaders;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.ServerFacts;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.sending.Attempt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Tells an exchange what came of its mail, in texts, numbers, lists and maps, so that it survives any transport. Nothing
 * is written that is not known.
 */
public final class ResultWriter {

    private final ResultAs resultAs;

    public ResultWriter(ResultAs resultAs) {
        this.resultAs = resultAs;
    }

    /** Removes the result of an earlier send, so that a failure never shows an older success. */
    public void clear(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.hasHeaders()) {
            message.getHeaders().keySet().removeIf(header -> HeaderNames.RESULTS.get(header) != null);
        }
        exchange.removeProperty(ResultHeaders.RESULT_PROPERTY);
    }

    /** Writes the result of a mail that was sent, if only to some. */
    public void write(SendResult result, Exchange exchange) {
        exchange.setProperty(ResultHeaders.RESULT_PROPERTY, result);
        if (resultAs != ResultAs.BODY) {
            headers(result, exchange.getMessage());
        }
        if (resultAs == ResultAs.BODY || resultAs == ResultAs.BOTH) {
            exchange.getMessage().setBody(NodemailerResult.of(result));
        }
    }

    /** Writes what is known while the mail is under way, for those who look before its end. */
    public void underWay(SendResult result, Exchange exchange) {
        exchange.setProperty(ResultHeaders.RESULT_PROPERTY, result);
        if (resultAs != ResultAs.BODY) {
            exchange.getMessage()
                    .setHeader(ResultHeaders.DELIVERY_STATE, result.state().name());
        }
    }

    /**
     * Writes what is known after a failure that tells nothing of the mail itself.
     *
     * @param doubt what is known where a recipient may have got it, or null
     */
    public void unexplained(@Nullable SendResult doubt, Exchange exchange) {
        clear(exchange);
        if (doubt != null) {
            underWay(doubt, exchange);
        }
    }

    /** Writes a mail that is not to be sent. Its state is NOT_SENT, for sending it later cannot double it. */
    public void preview(Attempt attempt, Object mail, Exchange exchange) {
        write(attempt.result(DeliveryState.NOT_SENT), exchange);
        DeliveryRequest request = attempt.envelope().request();
        if (request != null) {
            exchange.getMessage().setHeader(ResultHeaders.ENVELOPE_PARAMETERS, request.toString());
        }
        exchange.getMessage().setBody(mail);
    }

    /**
     * Writes what is known of a mail that failed. The body stays, because a redelivery needs it.
     *
     * @param messageId the id the mail was given, or null when it failed before
     */
    public void write(SmtpConnectorException failure, @Nullable String messageId, Exchange exchange) {
        SendResult result = failure.getResult();
        if (result == null) {
            // What was written while the mail was under way holds no longer.
            exchange.removeProperty(ResultHeaders.RESULT_PROPERTY);
        } else {
            exchange.setProperty(ResultHeaders.RESULT_PROPERTY, result);
        }
        if (resultAs == ResultAs.BODY) {
            return;
        }
        Message message = exchange.getMessage();
        setIfKnown(message, ResultHeaders.MESSAGE_ID, messageId);
        if (result != null) {
            headers(result, message);
        }
        message.setHeader(
                ResultHeaders.DELIVERY_STATE, failure.getDeliveryState().name());
        reply(failure.getReply(), message);
    }

    private static void headers(SendResult result, Message message) {
        message.setHeader(ResultHeaders.MESSAGE_ID, result.messageId());
        message.setHeader(ResultHeaders.DELIVERY_STATE, result.state().name());
        if (result.alreadySent()) {
            message.setHeader(ResultHeaders.ALREADY_SENT, true);
        }
        message.setHeader(ResultHeaders.ACCEPTED, result.accepted());
        message.setHeader(ResultHeaders.REJECTED, result.rejected());
        message.setHeader(ResultHeaders.RECIPIENT_RESULTS, recipients(result));
        message.setHeader(ResultHeaders.ENVELOPE_FROM, result.envelopeFrom());
        message.setHeader(ResultHeaders.ENVELOPE_TO, result.envelopeTo());
        if (result.messageSize() >= 0) {
            message.setHeader(ResultHeaders.MESSAGE_SIZE, result.messageSize());
        }
        message.setHeader(ResultHeaders.ENVELOPE_TIME, result.envelopeTime().toMillis());
        message.setHeader(ResultHeaders.MESSAGE_TIME, result.messageTime().toMillis());
        reply(result.reply(), message);
        server(result.server(), message);
    }

    private static void reply(@Nullable SmtpReply reply, Message message) {
        if (reply == null) {
            return;
        }
        message.setHeader(ResultHeaders.REPLY_CODE, reply.code());
        message.setHeader(ResultHeaders.RESPONSE, reply.toString());
        setIfKnown(message, ResultHeaders.ENHANCED_CODE, reply.enhancedCode());
        setIfKnown(message, ResultHeaders.QUEUE_ID, QueueId.in(reply));
    }

    private static void server(@Nullable ServerFacts server, Message message) {
        if (server == null) {
            return;
        }
        message.setHeader(ResultHeaders.HOST, server.host());
        message.setHeader(ResultHeaders.PORT, server.port());
        setIfKnown(message, ResultHeaders.TLS_PROTOCOL, server.tlsProtocol());
        setIfKnown(message, ResultHeaders.TLS_CIPHER, server.tlsCipher());
        message.setHeader(ResultHeaders.CONNECT_TIME, server.connectTime().toMillis());
        message.setHeader(ResultHeaders.CONNECTION_REUSED, server.reused());
    }

    private static void setIfKnown(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    private static List<Map<String, Object>> recipients(SendResult result) {
        List<Map<String, Object>> recipients =
                new ArrayList<>(result.recipients().size());
        for (RecipientResult recipient : result.recipients()) {
            recipients.add(recipient(recipient));
        }
        return Collections.unmodifiableList(recipients);
    }

    static Map<String, Object> recipient(RecipientResult recipient) {
        Map<String, Object> map = new LinkedHashMap<>(8);
        map.put("address", recipient.address());
        map.put("accepted", recipient.accepted());
        SmtpReply reply = recipient.reply();
        if (reply != null) {
            map.put("code", reply.code());
            if (reply.enhancedCode() != null) {
                map.put("enhancedCode", reply.enhancedCode());
            }
            map.put("text", reply.text());
        }
        return map;
    }
}
