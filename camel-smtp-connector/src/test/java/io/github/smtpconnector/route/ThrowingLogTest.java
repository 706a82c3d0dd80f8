// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.WatchedRepository;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A log and a meter that throw whenever they are told something: mails go on, and so do their deadlines. */
@Isolated
class ThrowingLogTest extends RouteFixture {

    private static final String OURS = "io.github.smtpconnector";

    /** As one that sends events to a server that is gone, and is told not to ignore that. */
    private static final class Throwing extends AbstractAppender {

        private volatile int told;

        private Throwing() {
            super("throwing", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            told = told + 1;
            throw new IllegalStateException("the log is full");
        }
    }

    private final Throwing throwing = new Throwing();
    private final Logger log = (Logger) LogManager.getLogger(OURS);
    private final Level before = log.getLevel();

    @BeforeEach
    void attach() {
        throwing.start();
        log.addAppender(throwing);
        log.setAdditive(false);
        Configurator.setLevel(OURS, Level.TRACE);
    }

    @AfterEach
    void detach() {
        Configurator.setLevel(OURS, before);
        log.setAdditive(true);
        log.removeAppender(throwing);
    }

    private static Object state(Exchange exchange) {
        return exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE);
    }

    @Test
    void sendsAllTheSameAndKeepsItsDeadlines() throws Exception {
        server.on(1, "CONTENT", 2, Fault.silence()).on(2, "CONTENT", 2, Fault.silence());
        run(routes -> routes.from("direct:in").to(smtp("&finalReplyTimeout=500")));
        for (int connection = 1; connection <= 2; connection++) {
            assertThat(state(send("t", Map.of()))).isEqualTo("ACCEPTED");
            assertThat(send("t", Map.of()).getException()).isInstanceOf(UncertainDeliveryException.class);
        }
        assertThat(throwing.told).isPositive();
    }

    @Test
    void staysAcceptedThoughRepositoryAndLogAreBroken() throws Exception {
        context.getRegistry().bind("keys", new WatchedRepository(new MemoryIdempotentRepository(), moment -> {
            if (moment.equals("before add accepted")) {
                throw new IllegalStateException("the database is gone");
            }
        }));
        run(routes -> routes.from("direct:in").to(smtp("&idempotentRepository=#bean:keys")));
        Exchange sent = send("t", Map.of(SmtpHeaders.IDEMPOTENCY_KEY, "k"));
        assertThat(sent.getException()).isNull();
        assertThat(state(sent)).isEqualTo("ACCEPTED");
        assertThat(throwing.told).isPositive();
    }

    @Test
    void staysAcceptedThoughAMeterThrows() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.config().onMeterAdded(meter -> {
            if (meter.getId().getName().equals("smtp.connector.send")) {
                throw new IllegalStateException("too many meters");
            }
        });
        context.getRegistry().bind("metricsRegistry", meters);
        run(routes -> routes.from("direct:in").to(smtp("")));
        assertThat(state(send("t", Map.of()))).isEqualTo("ACCEPTED");
    }
}
