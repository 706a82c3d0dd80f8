// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.mime.MessageIds;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends one mail for each exchange and waits for the outcome: read, render, send, report. Thread-safe. */
final class SmtpProducer extends DefaultProducer {

    private final SmtpEndpoint endpoint;
    private final EmailReader reader;
    private final ResultWriter results;
    private final MessageIds messageIds;
    private final Clock clock;

    SmtpProducer(SmtpEndpoint endpoint, SmtpConfiguration options, MessageIds messageIds, Clock clock) {
        super(endpoint);
        this.endpoint = endpoint;
        this.reader = new EmailReader(options);
        this.results = new ResultWriter(options.getResultAs());
        this.messageIds = messageIds;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        results.clear(exchange);
        ExchangeMemory memory = ExchangeMemory.of(exchange);
        try {
            OutgoingMail mail = reader.read(exchange);
            String messageId = memory.messageId(this, () -> messageIds.create(mail.senderDomain()));
            RenderedMessage message = mail.render(messageId, clock.instant());
            SendResult result = endpoint.mailer().send(mail.envelope(), message);
            memory.sent();
            results.write(result, exchange);
        } catch (SmtpConnectorException e) {
            results.write(e, memory.messageId(), exchange);
            throw e;
        }
    }
}
