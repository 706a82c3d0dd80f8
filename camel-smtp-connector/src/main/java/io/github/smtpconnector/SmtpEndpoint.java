// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import java.util.Objects;
import org.apache.camel.Category;
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
        category = Category.MAIL,
        producerOnly = true,
        remote = true,
        headersClass = SmtpHeaders.class)
public class SmtpEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriParam
    private final SmtpConfiguration configuration;

    private final SmtpComponent component;
    private @Nullable Mailer mailer;

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

    /** What to send with, while the endpoint is started. */
    Mailer mailer() {
        return Objects.requireNonNull(mailer, "the endpoint is not started");
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
        if (mailer != null) {
            mailer.close();
            mailer = null;
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
