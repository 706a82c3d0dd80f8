// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.Mailer;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RecordingMailers;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Micrometer is told of mails sent over a real line. */
class MetersTest {

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private void start(String registryName) {
        camel.getRegistry().bind(registryName, registry);
        camel.start();
        server.start();
    }

    private Exchange send(String to, String options) {
        return camel.createProducerTemplate()
                .send(
                        "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false" + options,
                        exchange -> exchange.getMessage()
                                .setHeaders(Map.of(
                                        SmtpHeaders.FROM, "from@test.example",
                                        SmtpHeaders.TO, to,
                                        SmtpHeaders.TEXT, "hello")));
    }

    private Timer timer(String name, String... tags) {
        return registry.get(name).tags(tags).timer();
    }

    private double gauge(String name) {
        return registry.get(name)
                .tag("server", "127.0.0.1:" + server.port())
                .gauge()
                .value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metricsRegistry", "another"})
    void countsMailsByWhatBecameOfThemAndTimesTheirSteps(String registryName) {
        server.on("RCPT", 3, Fault.reply("550 5.1.1 nobody here"));
        start(registryName);
        assertThat(send("ann@test.example", "").getException()).isNull();
        assertThat(send("bob@test.example", "").getException()).isNull();
        assertThat(send("eve@test.example", "").getException()).isInstanceOf(SmtpConnectorException.class);

        String[] where = {"component", "smtp-connector", "server", "127.0.0.1:" + server.port()};
        assertThat(timer("smtp.connector.send", where).getId().getDescription()).isNotBlank();
        Timer taken = timer("smtp.connector.send", "state", "ACCEPTED", "category", "NONE");
        assertThat(taken.count()).isEqualTo(2);
        assertThat(taken.totalTime(java.util.concurrent.TimeUnit.NANOSECONDS)).isPositive();
        assertThat(timer("smtp.connector.send", "state", "NOT_SENT", "category", "RECIPIENTS_REJECTED")
                        .count())
                .isEqualTo(1);
        assertThat(timer("smtp.connector.phase", "phase", "connect").count()).isEqualTo(1);
        assertThat(timer("smtp.connector.phase", "phase", "envelope").count()).isEqualTo(2);
        assertThat(timer("smtp.connector.phase", "phase", "message").count()).isEqualTo(2);
    }

    @Test
    void namesNobodyInATag() {
        server.login("the-user", "secret", "PLAIN").on("RCPT", 2, Fault.reply("550 5.1.1 nobody here"));
        start("meters");
        assertThat(send("ann@test.example", "&username=the-user&password=secret")
                        .getException())
                .isNull();
        send("bob@test.example", "&username=the-user&password=secret");
        Set<String> values = registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getValue)
                .collect(Collectors.toSet());
        assertThat(values)
                .containsExactlyInAnyOrder(
                        "smtp-connector",
                        "127.0.0.1:" + server.port(),
                        "ACCEPTED",
                        "NONE",
                        "NOT_SENT",
                        "RECIPIENTS_REJECTED",
                        "connect",
                        "envelope",
                        "message");
    }

    @Test
    void showsTheConnectionsOfAllLoginsTogetherAndNothingOnceStopped() {
        server.login("ann", "secret", "PLAIN");
        start("meters");
        send("ann@test.example", "");
        assertThat(gauge("smtp.connector.pool.open")).isEqualTo(1);
        send("ann@test.example", "&username=ann&password=secret");
        assertThat(gauge("smtp.connector.pool.open")).isEqualTo(2);
        assertThat(gauge("smtp.connector.pool.busy")).isZero();
        assertThat(gauge("smtp.connector.pool.waiting")).isZero();
        camel.stop();
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .doesNotContain("smtp.connector.pool.open", "smtp.connector.pool.busy", "smtp.connector.pool.waiting")
                .contains("smtp.connector.send");
    }

    @Test
    void showsTheConnectionsAgainAfterTheComponentWasStoppedUnderItsEndpoints() {
        start("meters");
        send("ann@test.example", "");
        Component component = camel.getComponent("smtp-connector");
        for (int i = 0; i < 2; i++) {
            component.stop();
            assertThat(gauges()).isEmpty();
            component.start();
            assertThat(gauges()).hasSize(7);
            assertThat(gauge("smtp.connector.pool.open")).isZero();
            assertThat(send("ann@test.example", "").getException()).isNull();
            assertThat(gauge("smtp.connector.pool.open")).isEqualTo(1);
        }
        camel.stop();
        assertThat(gauges()).isEmpty();
        component.start();
        assertThat(gauges()).as("of endpoints that have gone").isEmpty();
        component.stop();
    }

    @Test
    void showsWhatIsKeptBackAndForHowLong() {
        server.login("ann", "secret", "PLAIN");
        start("meters");
        send("ann@test.example", "&username=ann&password=wrong");
        assertThat(gauge("smtp.connector.pool.login.pause")).isBetween(0.1, 5.0);
        assertThat(gauge("smtp.connector.pool.server.limit")).isZero();
        assertThat(gauge("smtp.connector.pool.closing")).isZero();
    }

    private Set<String> gauges() {
        return registry.getMeters().stream()
                .filter(Gauge.class::isInstance)
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toSet());
    }

    @Test
    void keepsOutOfTheWayWhereThereIsNoRegistry() {
        RecordingMailers mailers = new RecordingMailers();
        Mailer mailer = mailers.open(null, null, null, null);
        assertThat(new Metering().around(mailer, camel, "smtp-connector", "h:587", mailers))
                .isSameAs(mailer);
        camel.getRegistry().bind("one", registry);
        camel.getRegistry().bind("two", new SimpleMeterRegistry());
        assertThat(new Metering().around(mailer, camel, "smtp-connector", "h:587", mailers))
                .as("two registries, and nobody said which")
                .isSameAs(mailer);
        assertThat(List.of(registry.getMeters())).containsExactly(List.of());
    }
}
