// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Send e-mail through an SMTP server.
 *
 * <p>Its options have been checked. From start to stop it holds a mailer, which shares the connections of all endpoints
 * with the same server, security settings and login.
 */
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
        return new SmtpProducer(this, configuration.copy(), component.messageIds(), component.clock());
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
        FrozenOptions frozen = FrozenOptions.of(
                configuration,
                component.sslContext(
                        configuration.getSslContextParameters(), configuration.isIgnoreSelfSignedCertificates()));
        mailer = component
                .mailers()
                .open(frozen.server(), frozen.timeouts(), frozen.limits(), configuration.getPartialDelivery());
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

    @Override
    public String getServiceUrl() {
        return configuration.getHost() + ":" + configuration.getPort();
    }

    @Override
    public String getServiceProtocol() {
        return "smtp";
    }
}
