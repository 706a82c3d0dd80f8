// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.input.EmailReader;
import io.github.smtpconnector.input.UnusableInputException;
import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.mime.MessageIds;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.result.ResultWriter;
import io.github.smtpconnector.sending.Attempt;
import io.github.smtpconnector.sending.IdempotencyKey;
import io.github.smtpconnector.sending.IdempotentSender;
import io.github.smtpconnector.sending.Ledger;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.OutgoingMail;
import io.github.smtpconnector.sending.RedeliveryMemory;
import io.github.smtpconnector.sending.UnfinishedMail;
import io.github.smtpconnector.settings.Settings;
import io.github.smtpconnector.smime.Smime;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends one mail for each exchange and waits for the outcome: read, render, send, report. Thread-safe. */
final class SmtpProducer extends DefaultProducer {

    private final SmtpEndpoint endpoint;
    private final EmailReader reader;
    private final ResultWriter results;
    private final MessageIds messageIds;
    private final Clock clock;
    private final IdempotentSender once;
    private final @Nullable IdempotentRepository repository;
    private final @Nullable Smime smime;
    private final @Nullable DkimSigner signer;
    private final boolean dryRun;

    SmtpProducer(
            SmtpEndpoint endpoint, SmtpConfiguration options, MessageIds messageIds, Clock clock, IdempotentSender once) {
        super(endpoint);
        this.endpoint = endpoint;
        this.reader = new EmailReader(options);
        this.results = new ResultWriter(options.getResultAs());
        this.messageIds = messageIds;
        this.clock = clock;
        this.once = once;
        this.repository = options.getIdempotentRepository();
        this.smime = endpoint.smime();
        this.signer = endpoint.signer();
        this.dryRun = options.isDryRun();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (dryRun) {
            // No server is asked for anything, not even whether it is well.
            return;
        }
        SmtpComponent component = endpoint.component();
        Settings options = endpoint.frozen();
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
        UnfinishedMail task = null;
        try {
            OutgoingMail mail = reader.read(exchange);
            Ledger ledger = ledger(exchange);
            Instant now = clock.instant();
            task = task(mail, ledger, now, exchange);
            RenderedMessage message = render(mail, task.messageId(), now);
            Attempt attempt = task.next(mail.envelope().released(now), message);
            if (dryRun) {
                results.preview(attempt, exchange);
                return;
            }
            Mailer mailer = endpoint.mailer();
            SendResult result = ledger == null ? attempt.send(mailer) : once.send(attempt, ledger, mailer);
            RedeliveryMemory.sent(exchange);
            results.write(result, exchange);
        } catch (SmtpConnectorException e) {
            endpoint.component().recentErrors().add(clock.instant(), e);
            if (task != null) {
                RedeliveryMemory.failed(exchange, task.after(e));
            }
            results.write(e, task == null ? null : task.messageId(), exchange);
            throw e;
        }
    }

    private RenderedMessage render(OutgoingMail mail, String messageId, Instant now) {
        RenderedMessage message = mail.render(messageId, now);
        if (smime != null) {
            message = smime.protect(message, mail.parties(), now);
        }
        // Last, for it signs what goes over the wire.
        return signer == null ? message : signer.sign(message, now);
    }

    /** Where it is written whether the mail of this exchange was sent; null where nobody wants to know. */
    private @Nullable Ledger ledger(Exchange exchange) {
        if (repository == null) {
            return null;
        }
        try {
            IdempotencyKey key = Objects.requireNonNull(IdempotencyKey.in(exchange.getMessage()), "checked when read");
            return new Ledger(repository, exchange, key);
        } catch (UnusableInputException e) {
            throw new IllegalStateException("checked when read", e);
        }
    }

    /** What is left to do of this mail: all, or what an earlier attempt has left. */
    private UnfinishedMail task(OutgoingMail mail, @Nullable Ledger ledger, Instant now, Exchange exchange) {
        UnfinishedMail unfinished = RedeliveryMemory.unfinished(exchange, mail);
        if (unfinished != null) {
            return unfinished;
        }
        mail.envelope().checkAt(now);
        String own = mail.ownMessageId();
        return UnfinishedMail.fresh(mail, own == null ? newMessageId(mail.senderDomain(), ledger) : own);
    }

    private String newMessageId(String domain, @Nullable Ledger ledger) {
        return ledger == null
                ? messageIds.create(domain)
                : MessageIds.at(ledger.key().digest(), domain);
    }
}
