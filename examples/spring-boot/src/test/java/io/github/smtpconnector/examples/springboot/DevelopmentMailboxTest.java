// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The application with one property more: nothing it sends leaves it, and nothing asks the real server. */
@SpringBootTest(
        properties = {
            "smtp-connector.mailbox=true",
            "smtp-connector.mailbox.port=0",
            "smtp.host=smtp.example.invalid",
            "smtp.password=secret"
        })
class DevelopmentMailboxTest {

    @Autowired
    private CamelContext context;

    @Autowired
    private ProducerTemplate camel;

    @Test
    void takesTheMailAndTheVerification() throws Exception {
        var sent = camel.request("direct:orders", exchange -> exchange.getMessage()
                .setBody(Map.of("customer", "Ann Example <ann@example.com>", "number", 4711)));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(SmtpHeaders.HOST)).isEqualTo("127.0.0.1");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(context.getComponent("smtp-connector", SmtpComponent.class)
                        .verify("smtp-connector")
                        .ok())
                .isTrue();
    }
}
