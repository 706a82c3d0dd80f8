// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.input.EmailReader;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.CopiedMessage;
import io.github.smtpconnector.mime.CountedMessage;
import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.mime.LimitedMessage;
import io.github.smtpconnector.mime.MessageIds;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.result.ResultWriter;
import io.github.smtpconnector.sending.Attempt;
import io.github.smtpconnector.sending.IdempotencyKey;
import io.github.smtpconnector.sending.KeyClaim;
import io.github.smtpconnector.sending.Memory;
import io.github.smtpconnector.sending.OutgoingMail;
import io.github.smtpconnector.sending.RedeliveryMemory;
import io.github.smtpconnector.sending.Sending;
import io.github.smtpconnector.sending.UnfinishedMail;
import io.github.smtpconnector.settings.Settings;
import io.github.smtpconnector.smime.Smime;
import io.github.smtpconnector.spool.ReopenableStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one mail for each exchange and waits for the outcome: read, render, send, report. Thread-safe. */
final class SmtpProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpProducer.class);

    private final SmtpEndpoint endpoint;
    private final Settings settings;
    private final EmailReader reader;
    private final ResultWriter results;
    private final MessageIds messageIds;
    private final Clock clock;
    private final RedeliveryMemory memory;

    SmtpProducer(SmtpEndpoint endpoint, Settings settings) {
        super(endpoint);
        SmtpComponent component = endpoint.component();
        AllOptions options = settings.options();
        this.endpoint = endpoint;
        this.settings = settings;
        this.reader = new EmailReader(options, endpoint.headers());
        this.results = new ResultWriter(options.getResultAs());
        this.messageIds = component.messageIds();
        this.clock = component.clock();
        this.memory = RedeliveryMemory.of(endpoint.getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (settings.options().isDryRun()) {
            // No server is asked for anything, not even whether it is well.
            return;
        }
        SmtpComponent component = endpoint.component();
        component
                .healthChecks()
                .add(
                        endpoint.getCamelContext(),
                        endpoint.componentName(),
                        component.isHealthCheckProducerEnabled(),
                        settings.server(),
                        () -> component.mailers().verify(settings.server(), settings.timeouts()));
    }

    @Override
    protected void doStop() throws Exception {
        if (!settings.options().isDryRun()) {
            endpoint.component().healthChecks().remove(settings.server());
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) {
        results.clear(exchange);
        OutgoingMail mail = null;
        UnfinishedMail task = null;
        Sending sending = null;
        CopiedMessage copy = null;
        try {
            mail = reader.read(exchange);
            Memory kept = kept(mail, exchange);
            Instant now = clock.instant();
            task = task(mail, now, exchange);
            RenderedMessage message = render(mail, task.messageId(), now);
            copy = settings.options().getResultAs() == ResultAs.MIME ? copied(message) : null;
            Attempt attempt = task.next(mail.envelope().released(now), copy == null ? message : copy);
            if (settings.options().isDryRun()) {
                preview(attempt, copy, exchange);
                return;
            }
            KeyClaim key = kept == null
                    ? null
                    : new KeyClaim(kept, endpoint.component().underWay());
            sending = new Sending(attempt, settings.options().getUncertain(), key);
            SendResult result = sending.through(endpoint.mailer());
            StreamCache body = copy == null ? null : taken(copy, exchange);
            memory.sent(exchange, settings.server(), mail);
            results.write(result, exchange);
            if (body != null) {
                exchange.getMessage().setBody(body);
            }
        } catch (SmtpConnectorException e) {
            Failure told =
                    task == null || mail == null ? e.getFailure() : task.amended(e.getFailure(), mail.envelope());
            SmtpConnectorException failure =
                    again(e, endpoint.component().isLogAddresses() ? told.namingRefused() : told);
            endpoint.component().recentErrors().add(clock.instant(), failure);
            remember(exchange, mail, task, sending, failure);
            results.write(failure, task == null ? null : task.messageId(), exchange);
            throw failure;
        } catch (Error e) {
            remember(exchange, mail, task, sending, e);
            throw e;
        } finally {
            giveUp(copy);
        }
    }

    private CopiedMessage copied(RenderedMessage message) {
        return new CopiedMessage(message, () -> ReopenableStreams.keeping(endpoint.getCamelContext()));
    }

    private static StreamCache taken(CopiedMessage copy, Exchange exchange) {
        try {
            return ReopenableStreams.body(exchange, copy.take());
        } catch (IOException e) {
            throw ContentException.asFailure(e);
        }
    }

    private static void giveUp(@Nullable CopiedMessage copy) {
        try {
            if (copy != null) {
                copy.close();
            }
        } catch (IOException e) {
            LOG.warn("The temporary file of a mail that was not sent cannot be deleted", e);
        }
    }

    private void preview(Attempt attempt, @Nullable CopiedMessage copy, Exchange exchange) {
        if (copy == null) {
            results.preview(attempt, attempt.preview(), exchange);
        } else {
            attempt.writeTo(OutputStream.nullOutputStream());
            results.preview(attempt, taken(copy, exchange), exchange);
        }
    }

    /** Thrown where it was, with what is known besides. */
    private static SmtpConnectorException again(SmtpConnectorException thrown, Failure failure) {
        if (failure.equals(thrown.getFailure())) {
            return thrown;
        }
        SmtpConnectorException again = failure.toException();
        again.setStackTrace(thrown.getStackTrace());
        return again;
    }

    /** What a redelivery must know. A mail that could not be written keeps what was known of it before. */
    private void remember(
            Exchange exchange,
            @Nullable OutgoingMail mail,
            @Nullable UnfinishedMail task,
            @Nullable Sending sending,
            Throwable failure) {
        if (mail != null && task != null) {
            UnfinishedMail left = sending == null ? task : task.after(sending.known());
            memory.failed(exchange, settings.server(), mail, left, failure);
        }
    }

    private RenderedMessage render(OutgoingMail mail, String messageId, Instant now) {
        RenderedMessage message = mail.render(messageId, now);
        Smime smime = settings.smime();
        if (smime != null) {
            message = smime.protect(message, mail.parties(), now);
        }
        // Last, for it signs what goes over the wire.
        DkimSigner dkim = settings.dkim();
        if (dkim != null) {
            message = dkim.sign(message, now);
        }
        Long limit = settings.options().getMaxMessageSize();
        return CountedMessage.of(limit == null ? message : LimitedMessage.of(message, limit));
    }

    /** Where it is written whether this mail was sent; null for a mail without a key. */
    private @Nullable Memory kept(OutgoingMail mail, Exchange exchange) {
        IdempotencyKey key = mail.key();
        if (key == null) {
            return null;
        }
        SendLedger ledger = endpoint.ledger();
        if (ledger != null) {
            return Memory.of(ledger, key, endpoint.component().claimOwners().next(), settings.lease());
        }
        IdempotentRepository repository = settings.options().getIdempotentRepository();
        return repository == null ? null : Memory.of(repository, exchange, key);
    }

    /** What is left to do of this mail: all, or what an earlier attempt has left. */
    private UnfinishedMail task(OutgoingMail mail, Instant now, Exchange exchange) {
        UnfinishedMail unfinished = memory.unfinished(exchange, settings.server(), mail);
        if (unfinished != null) {
            return unfinished;
        }
        mail.envelope().checkAt(now);
        String own = mail.ownMessageId();
        return UnfinishedMail.fresh(own == null ? newMessageId(mail) : own);
    }

    private String newMessageId(OutgoingMail mail) {
        IdempotencyKey key = mail.key();
        return key == null ? messageIds.create(mail.senderDomain()) : MessageIds.at(key.digest(), mail.senderDomain());
    }
}
