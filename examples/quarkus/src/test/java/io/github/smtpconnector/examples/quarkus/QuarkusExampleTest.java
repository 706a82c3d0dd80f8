// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application as it is, with a server of its own. */
@QuarkusTest
@QuarkusTestResource(LocalMailServer.class)
class QuarkusExampleTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate camel;

    MailServer server;

    @BeforeEach
    void emptyTheMailbox() {
        server.forget();
    }

    private Message order(int number) throws Exception {
        Exchange sent = camel.request(OrdersRoute.START, exchange -> {
            exchange.getMessage().setHeader("customer", "Ann Example <ann@example.com>");
            exchange.getMessage().setBody(number);
        });
        if (sent.getException() != null) {
            throw sent.getException();
        }
        return sent.getMessage();
    }

    @Test
    void takesTheConnectionFromApplicationProperties() {
        SmtpConfiguration options =
                context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();

        assertThat(options.getPort()).isEqualTo(server.port());
        assertThat(options.getPassword()).isEqualTo(LocalMailServer.PASSWORD);
        assertThat(options.getIdleTimeout()).isEqualTo(20_000);
    }

    @Test
    void sendsTheMailAndTellsWhatCameOfIt() throws Exception {
        Message result = order(4711);

        Mail mail = server.mail()
                .hasSubject("Order 4711")
                .hasHeader("From", "Orders <orders@example.com>")
                .hasHeader("To", "Ann Example <ann@example.com>")
                .hasTextContaining("Thank you, 4711 is on its way.")
                .hasHtmlContaining("<p>Thank you, <b>4711</b> is on its way.</p>")
                .get();

        assertThat(result.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(result.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mail.messageId());
        assertThat(result.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(List.of("ann@example.com"));
        assertThat(result.getHeader(SmtpHeaders.TLS_PROTOCOL, String.class)).startsWith("TLSv1.");
    }

    @Test
    void sendsTheNextMailOverTheSameConnection() throws Exception {
        order(1);

        assertThat(order(2).getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(true);
        assertThat(server.mails(2)).hasSize(2);
    }
}
