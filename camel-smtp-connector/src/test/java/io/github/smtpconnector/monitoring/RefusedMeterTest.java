// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpComponents;
import io.github.smtpconnector.testkit.RecordingMailers;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that takes no meter of ours fails the start of the endpoint, and nothing is held for it. */
class RefusedMeterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordingMailers mailers = new RecordingMailers();
    private String refused = "";

    @ParameterizedTest
    @ValueSource(strings = {"smtp.connector.phase", "smtp.connector.pool.open", "smtp.connector.pace.wait"})
    void leavesNothingHeld(String meter) throws Exception {
        refused = meter;
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getName().equals(refused)) {
                    throw new IllegalStateException("another meter has this name");
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("metricsRegistry", registry);
            context.addComponent("smtp-connector", SmtpComponents.with(mailers, Clock.systemUTC()));
            context.start();
            Endpoint endpoint =
                    context.getComponent("smtp-connector").createEndpoint("smtp-connector:mail.example.com");
            assertThatThrownBy(endpoint::start).hasStackTraceContaining("another meter has this name");
            assertThat(mailers.closed).isOne();

            refused = "";
            endpoint.start();
            endpoint.stop();
            assertThat(mailers.opened).hasSize(2);
            assertThat(mailers.closed).isEqualTo(2);
        }
        assertThat(registry.find(meter).gauge()).isNull();
    }
}
