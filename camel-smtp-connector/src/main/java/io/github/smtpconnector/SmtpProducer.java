// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.input.EmailReader;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.CopiedMessage;
import io.github.smtpconnector.mime.MessageIds;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pool.Door;
import io.github.smtpconnector.result.ResultWriter;
import io.github.smtpconnector.sending.Attempt;
import io.github.smtpconnector.sending.IdempotencyKey;
import io.github.smtpconnector.sending.KeyClaim;
import io.github.smtpconnector.sending.Memory;
import io.github.smtpconnector.sending.OutgoingMail;
import io.github.smtpconnector.sending.RedeliveryMemory;
import io.github.smtpconnector.sending.Sending;
import io.github.smtpconnector.sending.SendingThreads;
import io.github.smtpconnector.sending.UnfinishedMail;
import io.github.smtpconnector.settings.Settings;
import io.github.smtpconnector.spool.ReopenableStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one mail for each exchange: read, render, send, report. The exchange ends when its outcome is known. Thread-safe. */
final class SmtpProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpProducer.class);

    private final SmtpEndpoint endpoint;
    private final Settings settings;
    private final EmailReader reader;
    private final ResultWriter results;
    private final MessageIds messageIds;
    private final Clock clock;
    private final RedeliveryMemory memory;
    private final SendingThreads.Part threads;

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
        // As many as can be under way. More would wait for them.
        this.threads = component.sendingThreads().part(settings.server(), settings.places());
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

    /**
     * Reads the mail in the thread of the route and sends it in another, so that the route can go on. In the thread of the
     * route where Camel or the endpoint wants that, or all threads for this server are busy: then the route is faster
     * than the server, and waits.
     */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Work work = new Work(exchange);
        Throwable failure = failure(work::read);
        if (failure == null) {
            AllOptions options = settings.options();
            boolean apart = !options.isDryRun() && !options.isSynchronous() && !exchange.isTransacted();
            boolean taken = apart
                    && threads.take(work::goesApart, door -> {
                        end(exchange, failure(() -> work.send(door)));
                        callback.done(false);
                    });
            if (taken) {
                return false;
            }
            failure = failure(() -> work.send(apart ? threads.door() : Door.OPEN));
        }
        end(exchange, failure);
        callback.done(true);
        return true;
    }

    private static void end(Exchange exchange, @Nullable Throwable failure) {
        if (failure != null) {
            exchange.setException(failure);
        }
    }

    private static @Nullable Throwable failure(Runnable part) {
        try {
            part.run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    @Override
    public void process(Exchange exchange) {
        Work work = new Work(exchange);
        work.read();
        work.send(Door.OPEN);
    }

    /** One exchange. Used once, by one thread at a time. */
    private final class Work {

        private final Exchange exchange;
        private @Nullable OutgoingMail mail;
        private @Nullable UnfinishedMail task;
        private @Nullable Memory kept;
        private Instant now = Instant.EPOCH;
        private @Nullable Sending sending;
        private @Nullable CopiedMessage copy;

        private Work(Exchange exchange) {
            this.exchange = exchange;
        }

        void read() {
            results.clear(exchange);
            attempt(() -> {
                OutgoingMail read = reader.read(exchange);
                mail = read;
                kept = settings.memory(
                        read, exchange, endpoint.ledger(), endpoint.component().claimOwners());
                now = clock.instant();
                task = task(read, now, exchange);
            });
        }

        /**
         * Camel ends an exchange whose thread is interrupted while it waits, and the mail goes on. If the exchange comes
         * again before its end is known, it is in doubt.
         */
        void goesApart() {
            OutgoingMail read = Objects.requireNonNull(mail);
            UnfinishedMail left = Objects.requireNonNull(task).underWay(read.envelope());
            memory.underWay(exchange, settings.server(), read, left);
            results.underWay(left.result(read.envelope()), exchange);
        }

        /** @param door where the mail waits for others, before it waits for a connection and for its turn */
        void send(Door door) {
            try {
                attempt(() -> send(door, Objects.requireNonNull(mail), Objects.requireNonNull(task)));
            } finally {
                giveUp(copy);
            }
        }

        private void send(Door door, OutgoingMail read, UnfinishedMail unfinished) {
            RenderedMessage message = settings.render(read, unfinished.messageId(), now);
            CopiedMessage copied = settings.options().getResultAs() == ResultAs.MIME ? copied(message) : null;
            copy = copied;
            Attempt attempt = unfinished.next(read.envelope().released(now), copied == null ? message : copied);
            if (settings.options().isDryRun()) {
                preview(attempt, copied, exchange);
                return;
            }
            KeyClaim key = kept == null
                    ? null
                    : new KeyClaim(kept, endpoint.component().underWay());
            Sending through = new Sending(attempt, settings.options().getUncertain(), key).behind(door);
            sending = through;
            SendResult result = through.through(endpoint.mailer());
            StreamCache body = copied == null ? null : taken(copied, exchange);
            memory.sent(exchange, settings.server(), read);
            results.write(result, exchange);
            if (body != null) {
                exchange.getMessage().setBody(body);
            }
        }

        private void attempt(Runnable part) {
            try {
                part.run();
            } catch (SmtpConnectorException e) {
                Failure told =
                        task == null || mail == null ? e.getFailure() : task.amended(e.getFailure(), mail.envelope());
                SmtpConnectorException failure =
                        again(e, endpoint.component().isLogAddresses() ? told.namingRefused() : told);
                endpoint.component().recentErrors().add(clock.instant(), failure);
                remember(failure);
                results.write(failure, task == null ? null : task.messageId(), exchange);
                throw failure;
            } catch (RuntimeException | Error e) {
                UnfinishedMail left = remember(e);
                results.unexplained(left == null || mail == null ? null : left.doubt(mail.envelope()), exchange);
                throw e;
            }
        }

        /** What a redelivery must know. A mail that could not be written keeps what was known of it before. */
        private @Nullable UnfinishedMail remember(Throwable failure) {
            UnfinishedMail left = task == null || sending == null ? task : task.after(sending.known());
            if (mail != null && left != null) {
                memory.failed(exchange, settings.server(), mail, left, failure);
            }
            return left;
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
