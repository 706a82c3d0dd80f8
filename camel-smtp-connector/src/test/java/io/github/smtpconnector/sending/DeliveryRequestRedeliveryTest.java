// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponents;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RecordingMailers;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What a mail asks besides is asked again when the rest of it is sent, and its hold may end meanwhile. */
class DeliveryRequestRedeliveryTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static RouteBuilder redelivering(String endpoint) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(SmtpConnectorException.class).maximumRedeliveries(1).redeliveryDelay(0);
                from("direct:in").to(endpoint);
            }
        };
    }

    @Test
    void theRestIsAskedTheSame() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer()
                        .with("DSN", "LIMITS RCPTMAX=1")
                        .on(1, "RCPT", 2, Fault.reply("450 4.2.1 busy"))
                        .start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(redelivering("smtp-connector:127.0.0.1:" + server.port()
                    + "?useTls=false&from=ann@test.example&to=a@test.example,b@test.example&dsnNotify=SUCCESS"));
            camel.start();
            Exchange sent = camel.createProducerTemplate().send("direct:in", exchange -> {
                exchange.getMessage().setBody("t");
                exchange.getMessage().setHeader(SmtpHeaders.ENVELOPE_ID, "order-1");
            });

            assertThat(sent.getException()).isNull();
            assertThat(server.mails()).hasSize(2).allSatisfy(mail -> assertThat(mail.mailCommand())
                    .endsWith(" ENVID=order-1"));
            assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT TO:<b@")))
                    .hasSize(2)
                    .containsOnly("RCPT TO:<b@test.example> NOTIFY=SUCCESS ORCPT=rfc822;b@test.example");
        }
    }

    /** The first attempt began in time; that the next one comes later is no reason to lose the mail. */
    @Test
    void aHoldThatEndedBetweenTwoAttemptsIsOver() throws Exception {
        RecordingMailers mailers = new RecordingMailers();
        mailers.failNext(1, Failure.retryable(Category.TRANSIENT, "later"));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("smtp-connector", SmtpComponents.with(mailers, clock(mailers)));
            camel.addRoutes(redelivering(
                    "smtp-connector:mail.example.com?from=ann@test.example&to=a@test.example&dsnReturn=HDRS"));
            camel.start();
            Exchange sent = camel.createProducerTemplate().send("direct:in", exchange -> {
                exchange.getMessage().setBody("t");
                exchange.getMessage().setHeader(SmtpHeaders.HOLD_UNTIL, NOON.plusSeconds(60));
            });

            assertThat(sent.getException()).isNull();
            assertThat(mailers.sent.stream()
                            .map(mail -> String.valueOf(mail.envelope().request())))
                    .isEqualTo(List.of("RET=HDRS HOLDUNTIL=2026-11-01T12:01:00Z", "RET=HDRS"));
        }
    }

    @Test
    void aHoldThatWasOverBeforeTheFirstAttemptStaysAnError() throws Exception {
        RecordingMailers mailers = new RecordingMailers();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("smtp-connector", SmtpComponents.with(mailers, clock(mailers)));
            camel.addRoutes(redelivering("smtp-connector:mail.example.com?from=ann@test.example&to=a@test.example"));
            camel.start();
            Exchange sent = camel.createProducerTemplate().send("direct:in", exchange -> {
                exchange.getMessage().setBody("t");
                exchange.getMessage().setHeader(SmtpHeaders.HOLD_UNTIL, NOON);
            });

            assertThat(sent.getException()).hasMessageContaining("HoldUntil: is past");
            assertThat(mailers.sent).isEmpty();
        }
    }

    /** Noon, and an hour later after every attempt. */
    private static Clock clock(RecordingMailers mailers) {
        InstantSource source = () -> NOON.plus(Duration.ofHours(mailers.sent.size()));
        return source.withZone(ZoneOffset.UTC);
    }
}
