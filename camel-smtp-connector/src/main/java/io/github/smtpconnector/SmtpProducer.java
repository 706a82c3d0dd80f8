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
    protected void doStart() throws Exception {
        super.doStart();
        SmtpComponent component = endpoint.component();
        FrozenOptions options = endpoint.frozen();
        component.healthChecks().add(endpoint, options.server(), () -> component
                .mailers()
                .verify(options.server(), options.timeouts()));
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.component().healthChecks().remove(endpoint.frozen().server());
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) {
        results.clear(exchange);
        Unfinished task = null;
        try {
            OutgoingMail mail = reader.read(exchange);
            task = task(mail, exchange);
            RenderedMessage message = mail.render(task.messageId(), clock.instant());
            SendResult result = task.next(mail.envelope(), message).send(endpoint.mailer());
            ExchangeMemory.sent(exchange);
            results.write(result, exchange);
        } catch (SmtpConnectorException e) {
            endpoint.component().recentErrors().add(clock.instant(), e);
            if (task != null) {
                ExchangeMemory.failed(exchange, task.after(e));
            }
            results.write(e, task == null ? null : task.messageId(), exchange);
            throw e;
        }
    }

    /** What is left to do of this mail: all, or what an earlier attempt has left. */
    private Unfinished task(OutgoingMail mail, Exchange exchange) {
        Unfinished unfinished = ExchangeMemory.unfinished(exchange, mail);
        return unfinished != null ? unfinished : Unfinished.fresh(mail, messageIds.create(mail.senderDomain()));
    }
}
