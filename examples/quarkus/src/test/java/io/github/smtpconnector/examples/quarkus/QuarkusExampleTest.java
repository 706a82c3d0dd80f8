// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application as it is, with a server of its own. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class QuarkusExampleTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate camel;

    GreenMail server;

    @BeforeEach
    void emptyTheMailbox() throws Exception {
        server.purgeEmailFromAllMailboxes();
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

        assertThat(options.getPort()).isEqualTo(server.getSmtps().getPort());
        assertThat(options.getPassword()).isEqualTo(MailServer.PASSWORD);
        assertThat(options.getIdleTimeout()).isEqualTo(20_000);
    }

    @Test
    void sendsTheMailAndTellsWhatCameOfIt() throws Exception {
        Message result = order(4711);

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getSubject()).isEqualTo("Order 4711");
        assertThat(mails[0].getHeader("From", null)).isEqualTo("Orders <orders@example.com>");
        assertThat(mails[0].getHeader("To", null)).isEqualTo("Ann Example <ann@example.com>");
        assertThat(GreenMailUtil.getBody(mails[0]))
                .contains("Thank you, 4711 is on its way.", "<p>Thank you, <b>4711</b> is on its way.</p>");

        assertThat(result.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(result.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mails[0].getMessageID());
        assertThat(result.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(List.of("ann@example.com"));
        assertThat(result.getHeader(SmtpHeaders.TLS_PROTOCOL, String.class)).startsWith("TLSv1.");
    }

    @Test
    void sendsTheNextMailOverTheSameConnection() throws Exception {
        order(1);

        assertThat(order(2).getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(true);
        assertThat(server.getReceivedMessages()).hasSize(2);
    }
}
