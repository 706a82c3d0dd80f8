// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.sending.IdempotentSender;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.settings.Settings;
import io.github.smtpconnector.smime.Smime;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
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
    private volatile @Nullable Mailer mailer;
    private @Nullable Settings frozen;
    private @Nullable Smime smime;
    private @Nullable DkimSigner signer;

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
        IdempotentSender once = new IdempotentSender(configuration.getUncertain(), component.underWay());
        return new SmtpProducer(this, configuration.copy(), component.messageIds(), component.clock(), once);
    }

    /** What is done to the mails for their receivers alone; null for nothing. */
    @Nullable
    Smime smime() {
        return smime;
    }

    void protectBy(@Nullable Smime smime) {
        this.smime = smime;
    }

    /** Who signs the mails for the domain; null for nobody. */
    @Nullable
    DkimSigner signer() {
        return signer;
    }

    void signWith(@Nullable DkimSigner signer) {
        this.signer = signer;
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
                    .withServer(getServiceUrl())
                    .toException();
        }
        return current;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (configuration.isIgnoreSelfSignedCertificates()) {
            component.warnOfUncheckedCertificate(configuration);
        }
        IdempotentRepository repository = configuration.getIdempotentRepository();
        if (repository != null) {
            // Shared with others, so it is the context's to stop.
            getCamelContext().addService(repository, true, true);
        }
        Settings options = freeze();
        Mailer opened = component
                .mailers()
                .open(options.server(), options.timeouts(), options.limits(), configuration.getPartialDelivery());
        mailer = component
                .metering()
                .around(
                        opened,
                        getCamelContext(),
                        componentName(),
                        options.server().server(),
                        component.mailers());
        frozen = options;
    }

    /** The options as they are now, as the line and the pool understand them. */
    Settings freeze() {
        return Settings.of(
                configuration,
                component
                        .sslContexts()
                        .of(
                                configuration.getSslContextParameters(),
                                Settings.trust(configuration),
                                getCamelContext()),
                component.logins().of(configuration));
    }

    /** The options as they were at the start. */
    Settings frozen() {
        return Objects.requireNonNull(frozen, "the endpoint is not started");
    }

    public SmtpComponent component() {
        return component;
    }

    /** The name by which the routes know the component: {@code smtp-connector}, or that of a second one. */
    public String componentName() {
        return StringHelper.before(getEndpointUri(), ":", component.getDefaultName());
    }

    @Override
    protected void doStop() throws Exception {
        Mailer current = mailer;
        mailer = null;
        if (current != null) {
            current.close();
        }
        super.doStop();
    }

    @ManagedAttribute(description = "The server, host:port")
    public String getServer() {
        return getServiceUrl();
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
        Settings options = frozen;
        return component.mailers().pools().stream()
                .filter(pool -> options != null && pool.identity().equals(options.server()))
                .map(ConnectionPool::stats);
    }

    @Override
    public String getServiceUrl() {
        return configuration.getHost() + ":" + configuration.getPort();
    }

    @Override
    public String getServiceProtocol() {
        return "smtp";
    }

    /** How the server is spoken to; not who logs in. */
    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("tls", Settings.mode(configuration).name());
    }
}
