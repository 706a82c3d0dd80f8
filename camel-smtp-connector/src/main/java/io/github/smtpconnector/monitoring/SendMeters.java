// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.ledger.SendLedger;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.ServerFacts;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.sending.Mailers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one component and server, in the application's Micrometer registry. The only class that names one of
 * Micrometer's, so that nothing else needs it. Tags are few by nature: no recipient is in any of them.
 */
final class SendMeters {

    /** What camel-micrometer binds its registry as. */
    private static final String REGISTRY = "metricsRegistry";

    private static final String PREFIX = "smtp.connector.";

    private final MeterRegistry registry;
    private final Tags server;
    private final Timer connect;
    private final Timer envelope;
    private final Timer message;

    private SendMeters(MeterRegistry registry, Tags server) {
        this.registry = registry;
        this.server = server;
        this.connect = phase("connect");
        this.envelope = phase("envelope");
        this.message = phase("message");
    }

    /**
     * Puts meters around the mailer where the application has a registry for them, else returns it as it is.
     *
     * @param metering where the gauges of the server are kept
     */
    static Mailer around(
            Mailer mailer, CamelContext context, String component, String server, Mailers mailers, Metering metering) {
        MeterRegistry registry = find(context);
        if (registry == null) {
            return mailer;
        }
        Tags tags = Tags.of("component", component, "server", server);
        SendMeters meters = new SendMeters(registry, tags);
        String gauges = component + " " + server;
        // Last of what the registry may refuse: from now on they are counted.
        metering.begin(gauges, () -> gauges(registry, tags, server, mailers));
        LongSupplier nanoTime = () -> registry.config().clock().monotonicTime();
        return new MeteredMailer(mailer, meters, nanoTime, () -> metering.end(gauges));
    }

    /** Puts counters around the ledger where the application has a registry for them, else returns it as it is. */
    static SendLedger around(
            SendLedger ledger, SendLedger.Again again, CamelContext context, String component, String server) {
        MeterRegistry registry = find(context);
        if (registry == null) {
            return ledger;
        }
        Tags tags = Tags.of("component", component, "server", server);
        return new MeteredLedger(ledger, again, standing -> Counter.builder(PREFIX + "ledger")
                .description("Mails by how they stood in the ledger")
                .tags(tags.and("standing", standing))
                .register(registry)
                .increment());
    }

    private static @Nullable MeterRegistry find(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(REGISTRY, MeterRegistry.class);
        return named != null ? named : context.getRegistry().findSingleByType(MeterRegistry.class);
    }

    private static Runnable gauges(MeterRegistry registry, Tags tags, String server, Mailers mailers) {
        List<Gauge> gauges = List.of(
                gauge(registry, tags, "open", "Connections now open", mailers, server, PoolStats::connections),
                gauge(registry, tags, "busy", "Connections that now carry mail", mailers, server, PoolStats::busy),
                gauge(registry, tags, "waiting", "Senders now waiting", mailers, server, PoolStats::waiting),
                gauge(registry, tags, "closing", "Connections now being closed", mailers, server, PoolStats::closing),
                gauge(
                        registry,
                        tags,
                        "server.limit",
                        "Connections that the server is known to take; 0 while unknown",
                        mailers,
                        server,
                        PoolStats::serverLimit),
                gauge(
                        registry,
                        tags,
                        "login.pause",
                        "Seconds for which no login is tried, because the last was refused",
                        mailers,
                        server,
                        stats -> stats.loginPause().toNanos() / 1e9),
                paceWait(registry, tags, mailers, server));
        return () -> gauges.forEach(registry::remove);
    }

    /** Over all logins at the server: the login is no tag. */
    private static Gauge gauge(
            MeterRegistry registry,
            Tags tags,
            String name,
            String description,
            Mailers mailers,
            String server,
            ToDoubleFunction<PoolStats> value) {
        return Gauge.builder(PREFIX + "pool." + name, mailers, all -> all.pools().stream()
                        .filter(pool -> pool.identity().server().equals(server))
                        .mapToDouble(pool -> value.applyAsDouble(pool.stats()))
                        .sum())
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** The longest over all logins: how long the mail that came last will wait for its turn. */
    private static Gauge paceWait(MeterRegistry registry, Tags tags, Mailers mailers, String server) {
        return Gauge.builder(PREFIX + "pace.wait", mailers, all -> all.pools().stream()
                        .filter(pool -> pool.identity().server().equals(server))
                        .mapToDouble(pool -> (double) pool.stats().paceWait().toMillis() / 1000)
                        .max()
                        .orElse(0))
                .description("Seconds that the sender which waits last will wait for its pace")
                .tags(tags)
                .register(registry);
    }

    private Timer phase(String phase) {
        return Timer.builder(PREFIX + "phase")
                .description("How long a step took that came to its end")
                .tags(server.and("phase", phase))
                .register(registry);
    }

    void sent(SendResult result, long nanos) {
        total(result.state().name(), "NONE", nanos);
        phases(result);
    }

    void failed(SmtpConnectorException failure, long nanos) {
        total(failure.getDeliveryState().name(), failure.getCategory().name(), nanos);
    }

    private void total(String state, String category, long nanos) {
        Timer.builder(PREFIX + "send")
                .description("Mails by what became of them, and how long that took")
                .tags(server.and("state", state, "category", category))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    private void phases(SendResult result) {
        ServerFacts facts = result.server();
        if (facts != null && !facts.reused()) {
            connect.record(facts.connectTime());
        }
        envelope.record(result.envelopeTime());
        message.record(result.messageTime());
    }
}
