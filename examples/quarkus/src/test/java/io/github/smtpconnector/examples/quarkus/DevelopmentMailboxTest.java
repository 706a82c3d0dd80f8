// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** The application with one property more: nothing it sends leaves it, and nothing asks the real server. */
@QuarkusTest
@TestProfile(DevelopmentMailboxTest.Mailbox.class)
class DevelopmentMailboxTest {

    /** The properties of this test. */
    public static class Mailbox implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "smtp-connector.mailbox",
                    "true",
                    "smtp-connector.mailbox.port",
                    "0",
                    "smtp.host",
                    "smtp.example.invalid",
                    "smtp.password",
                    "secret");
        }
    }

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate camel;

    @Test
    void takesTheMailAndTheVerification() {
        Exchange sent = camel.request(OrdersRoute.START, exchange -> {
            exchange.getMessage().setHeader("customer", "Ann Example <ann@example.com>");
            exchange.getMessage().setBody(4711);
        });

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(SmtpHeaders.HOST)).isEqualTo("127.0.0.1");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(context.getComponent("smtp-connector", SmtpComponent.class)
                        .verify("smtp-connector")
                        .ok())
                .isTrue();
    }
}
