// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.input.HeaderCheck;
import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.monitoring.LedgerDesk;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Send e-mail through an SMTP server.
 *
 * <p>Its options have been checked. From start to stop it holds a mailer, which shares the connections of all endpoints
 * with the same server, security settings and login.
 */
@ManagedResource(description = "Managed SMTP Connector endpoint")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "smtp-connector",
        title = "SMTP Connector",
        syntax = "smtp-connector:host:port",
        category = org.apache.camel.Category.MAIL,
        producerOnly = true,
        remote = true,
        headersClass = SmtpHeaders.class)
public class SmtpEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriParam
    private final SmtpConfiguration configuration;

    private final SmtpComponent component;
    private final HeaderCheck headers = new HeaderCheck();
    private volatile @Nullable Mailer mailer;
    private volatile @Nullable Settings settings;
    private volatile @Nullable SendLedger ledger;

    SmtpEndpoint(String uri, SmtpComponent component, SmtpConfiguration configuration) {
        super(uri, component);
        this.component = component;
        this.configuration = configuration;
    }

    /** The options of this endpoint; changes after its start have no effect. */
    public SmtpConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Producer createProducer() {
        return new SmtpProducer(this, settings());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "smtp-connector sends mail and receives none; use it in to, and camel-mail's imaps to receive");
    }

    /**
     * What to send with, while the endpoint is started.
     *
     * @throws io.github.smtpconnector.outcome.RetryableSmtpException (SHUTDOWN) when it is stopped: a thread that Camel
     *     does not wait for can come too late
     */
    Mailer mailer() {
        Mailer current = mailer;
        if (current == null) {
            throw Failure.retryable(Category.SHUTDOWN, "the endpoint is stopped")
                    .withServer(getServer())
                    .toException();
        }
        return current;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Settings current = read();
        AllOptions options = current.options();
        if (options.isIgnoreSelfSignedCertificates()) {
            component.warnOfUncheckedCertificate(options);
        }
        IdempotentRepository repository = options.getIdempotentRepository();
        if (repository != null) {
            // Shared with others, so it is the context's to stop.
            getCamelContext().addService(repository, true, true);
        }
        SendLedger shared = options.getLedger();
        ledger = shared == null
                ? null
                : component
                        .metering()
                        .around(
                                shared,
                                options.getUncertain() == Uncertain.RESEND ? SendLedger.Again.YES : SendLedger.Again.NO,
                                getCamelContext(),
                                componentName(),
                                current.server().server());
        Mailer opened = component
                .mailers()
                .open(current.server(), current.timeouts(), current.limits(), options.getPartialDelivery());
        try {
            mailer = component
                    .metering()
                    .around(
                            opened,
                            getCamelContext(),
                            componentName(),
                            current.server().server(),
                            component.mailers());
        } catch (RuntimeException | Error e) {
            // Camel stops no endpoint whose start has failed.
            opened.close();
            throw e;
        }
        component.options().hold(current);
        settings = current;
    }

    /**
     * Checks the options as they are now, and makes settings of them. A later change to them does not reach these.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names every bad option
     */
    Settings read() {
        return component.options().read(configuration.copy(), getCamelContext());
    }

    /** The settings since the start; before it, those of the options as they are now. */
    Settings settings() {
        Settings started = settings;
        return started == null ? read() : started;
    }

    /** Where many processes remember what was sent, with what counts its answers; null where nothing does. */
    @Nullable
    SendLedger ledger() {
        return ledger;
    }

    SmtpComponent component() {
        return component;
    }

    HeaderCheck headers() {
        return headers;
    }

    /** The name by which the routes know the component: {@code smtp-connector}, or that of a second one. */
    String componentName() {
        return StringHelper.before(getEndpointUri(), ":", component.getDefaultName());
    }

    @Override
    protected void doStop() throws Exception {
        Mailer current = mailer;
        Settings started = settings;
        mailer = null;
        settings = null;
        ledger = null;
        if (started != null) {
            component.options().release(started);
        }
        if (current != null) {
            current.close();
        }
        super.doStop();
    }

    @ManagedAttribute(description = "The server, host:port")
    public String getServer() {
        return configuration.getHost() + ":" + configuration.getPort();
    }

    @ManagedAttribute(description = "Open connections to the server with this login")
    public int getOpenConnections() {
        return stats().mapToInt(PoolStats::connections).sum();
    }

    @ManagedAttribute(description = "Mails under way on these connections")
    public int getMailsInFlight() {
        return stats().mapToInt(PoolStats::inFlight).sum();
    }

    @ManagedAttribute(description = "Senders waiting for one of these connections")
    public int getWaitingSenders() {
        return stats().mapToInt(PoolStats::waiting).sum();
    }

    /** Of the one pool that this endpoint sends over, or of none while it is stopped. */
    private Stream<PoolStats> stats() {
        Settings started = settings;
        return component.mailers().pools().stream()
                .filter(pool -> started != null && pool.identity().equals(started.server()))
                .map(ConnectionPool::stats);
    }

    @ManagedOperation(description = "The mails in the ledger of which it is unknown whether they were delivered")
    public List<Map<String, String>> uncertainMails() {
        return new LedgerDesk(ledger).uncertain();
    }

    @ManagedOperation(description = "Says of an uncertain mail what became of it: DELIVERED or SEND_AGAIN")
    public boolean decideMail(String id, String decision) {
        return new LedgerDesk(ledger).decide(id, decision);
    }

    @ManagedOperation(description = "Forgets the mails in the ledger that are decided and older than so many days")
    public void purgeLedger(int days) {
        new LedgerDesk(ledger).purge(days);
    }

    /** As camel-mail has it, so that tools show both alike: {@code smtp:mail.example.com:587}. */
    @Override
    public String getServiceUrl() {
        return getServiceProtocol() + ":" + getServer();
    }

    @Override
    public String getServiceProtocol() {
        return "smtp";
    }

    /** How the connector speaks to the server, without the login. */
    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("tls", Settings.mode(configuration).name());
    }
}
