// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.mime.MessageIds;
import io.github.smtpconnector.monitoring.HealthChecks;
import io.github.smtpconnector.monitoring.Metering;
import io.github.smtpconnector.monitoring.RecentErrors;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.ServerOptions;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.sending.ClaimOwners;
import io.github.smtpconnector.sending.Mailers;
import io.github.smtpconnector.sending.Memory;
import io.github.smtpconnector.sending.PooledMailers;
import io.github.smtpconnector.sending.SendingThreads;
import io.github.smtpconnector.settings.EndpointListener;
import io.github.smtpconnector.settings.EnvironmentOptions;
import io.github.smtpconnector.settings.GivenOptions;
import io.github.smtpconnector.settings.HostPort;
import io.github.smtpconnector.settings.OptionsReader;
import io.github.smtpconnector.settings.SecretNames;
import io.github.smtpconnector.settings.Settings;
import io.github.smtpconnector.spool.ReopenableStreams;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.EndpointHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes endpoints and owns what they share: the defaults of all options, the connections, and the TLS contexts by which
 * these are told apart.
 */
@Component("smtp-connector")
public class SmtpComponent extends DefaultComponent implements SSLContextParametersAware {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpComponent.class);
    private static final Set<String> OPTIONS = new SmtpEndpointUriFactory().propertyNames();

    @Metadata(label = "advanced")
    private SmtpConfiguration configuration = new SmtpConfiguration();

    @Metadata(label = "security")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "health", defaultValue = "true")
    private boolean healthCheckProducerEnabled = true;

    @Metadata(label = "advanced", defaultValue = "true")
    private boolean logAddresses = true;

    private final Mailers mailers;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final MessageIds messageIds = new MessageIds(random);
    private final ClaimOwners claimOwners = new ClaimOwners(System.getenv(), random);
    private final OptionsReader options;
    private final EnvironmentOptions environment;
    private final HealthChecks healthChecks = new HealthChecks();
    private final SendingThreads sendingThreads = new SendingThreads();
    private final Metering metering = new Metering();
    private final RecentErrors recentErrors = new RecentErrors();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final Set<Memory.Mark> underWay = ConcurrentHashMap.newKeySet();

    public SmtpComponent() {
        this(System.getenv());
    }

    SmtpComponent(Map<String, String> environment) {
        this(new PooledMailers(ReopenableStreams::forgetGone), Clock.systemUTC(), environment);
    }

    SmtpComponent(Mailers mailers, Clock clock) {
        this(mailers, clock, Map.of());
    }

    private SmtpComponent(Mailers mailers, Clock clock, Map<String, String> environment) {
        this.environment = new EnvironmentOptions(environment);
        this.mailers = mailers;
        this.clock = clock;
        this.options = new OptionsReader(clock, random);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        super.setCamelContext(context);
        SecretNames.announce(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, @Nullable String remaining, Map<String, Object> parameters)
            throws Exception {
        if (uri.startsWith("smtp-connector:")) {
            // Under another name it is another component, with options of its own.
            environment.setOn(this, getCamelContext());
        }
        GivenOptions.check(parameters, OPTIONS);
        SmtpConfiguration copy = configuration.copy();
        HostPort.readPath(remaining == null ? "" : remaining, copy);
        copy.setHost(getAndRemoveParameter(parameters, "host", String.class, copy.getHost()));
        copy.setPort(getAndRemoveParameter(parameters, "port", Integer.class, copy.getPort()));
        SmtpEndpoint endpoint = new SmtpEndpoint(uri, this, copy);
        setProperties(endpoint, parameters);
        if (copy.getSslContextParameters() == null) {
            copy.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        endpoint.read();
        EndpointListener.tell(endpoint);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        mailers.start(getCamelContext());
        sendingThreads.start(getCamelContext());
        metering.start();
    }

    @Override
    protected void doStop() throws Exception {
        try {
            metering.stop();
        } finally {
            // First, since this waits for nothing: mails under way go on until their connections end.
            sendingThreads.stop();
            mailers.stop();
        }
        super.doStop();
    }

    /**
     * Tries the server of an endpoint as a mail would, without sending one: resolve, connect, greeting, EHLO, STARTTLS,
     * AUTH, and then NOOP and QUIT, under the timeouts of the endpoint. For tools; the endpoint need not be started, but
     * this component must be. Opens one connection, which counts for no limit of the pool.
     *
     * @return what was tried, what the server said and, where it failed, what to change; never a secret
     */
    public Verification verify(SmtpEndpoint endpoint) {
        requireStarted();
        Settings settings = endpoint.read();
        return mailers.verify(settings.server(), settings.timeouts());
    }

    /**
     * The same for the URI of an endpoint, which the context gets to know no more of than its placeholders.
     *
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException when an option cannot work, or is none; nothing is
     *     tried then
     */
    public Verification verify(String uri) {
        requireStarted();
        try {
            String resolved = EndpointHelper.resolveEndpointUriPropertyPlaceholders(getCamelContext(), uri);
            return verify((SmtpEndpoint) createEndpoint(EndpointHelper.normalizeEndpointUri(resolved)));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private void requireStarted() {
        if (!isStarted()) {
            // No thread would keep the deadlines.
            throw new IllegalStateException("start the component, or its context, first");
        }
    }

    HealthChecks healthChecks() {
        return healthChecks;
    }

    Metering metering() {
        return metering;
    }

    RecentErrors recentErrors() {
        return recentErrors;
    }

    Mailers mailers() {
        return mailers;
    }

    SendingThreads sendingThreads() {
        return sendingThreads;
    }

    MessageIds messageIds() {
        return messageIds;
    }

    Clock clock() {
        return clock;
    }

    ClaimOwners claimOwners() {
        return claimOwners;
    }

    /** The mails with a key that are being sent at this moment. */
    Set<Memory.Mark> underWay() {
        return underWay;
    }

    /** Checks options and makes settings of them. */
    OptionsReader options() {
        return options;
    }

    /** Says once for each server and login that its certificate is not checked. */
    void warnOfUncheckedCertificate(AllOptions options) {
        String server = options.getHost() + ":" + options.getPort();
        if (warned.add(server + " " + options.getUsername())) {
            LOG.warn(
                    "ignoreSelfSignedCertificates is on: any server that answers for {} is trusted with mails and login;"
                            + " for more than a test, name its key by pinnedCertificates",
                    server);
        }
    }

    public @Nullable String getHost() {
        return configuration.getHost();
    }

    /**
     * The name or address of the server for endpoints that name none, whose URI begins with smtp-connector alone.
     */
    @Metadata(label = "producer")
    public void setHost(@Nullable String host) {
        configuration.setHost(host);
    }

    public int getPort() {
        return configuration.getPort();
    }

    /** The port of the server for endpoints that give none. Port 25 is refused. */
    @Metadata(label = "producer", defaultValue = "" + ServerOptions.SUBMISSION_PORT)
    public void setPort(int port) {
        configuration.setPort(port);
    }

    public SmtpConfiguration getConfiguration() {
        return configuration;
    }

    /** The defaults of all endpoints. An endpoint takes a copy when it is made. */
    public void setConfiguration(SmtpConfiguration configuration) {
        this.configuration = configuration;
    }

    public boolean isHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    /**
     * Whether each server has a health check, which logs in and sends no mail. Camel asks the checks of producers only
     * when told so for all components: camel.health.producersEnabled=true.
     */
    public void setHealthCheckProducerEnabled(boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public boolean isLogAddresses() {
        return logAddresses;
    }

    /**
     * Whether the message of a failure names the recipients that the server refused, three at most. Messages are logged;
     * where logs must not hold addresses, turn it off. The headers of the result name all of them in any case.
     */
    public void setLogAddresses(boolean logAddresses) {
        this.logAddresses = logAddresses;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether endpoints without sslContextParameters use the global ones of the Camel context, if there are any.
     */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
