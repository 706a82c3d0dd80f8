// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The application as it is, with a server of its own. */
@SpringBootTest
@ContextConfiguration(initializers = SpringBootExampleTest.Server.class)
class SpringBootExampleTest {

    static final class Server implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext application) {
            LocalMailServer.start(application);
        }
    }

    @Autowired
    private CamelContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private MailServer server;

    @BeforeEach
    void emptyTheMailbox() {
        server.forget();
    }

    private Message order(int number) throws Exception {
        var sent = camel.request("direct:orders", exchange -> exchange.getMessage()
                .setBody(Map.of("customer", "Ann Example <ann@example.com>", "number", number)));
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
        assertThat(options.getConnectTimeout()).isEqualTo(5000);
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
        assertThat(result.getHeader(SmtpHeaders.REJECTED)).isEqualTo(List.of());
        assertThat(result.getHeader(SmtpHeaders.TLS_PROTOCOL, String.class)).startsWith("TLSv1.");
    }

    @Test
    void sendsManyOverOneConnection() throws Exception {
        order(1);
        List<Object> reused = IntStream.rangeClosed(2, 5)
                .mapToObj(number -> {
                    try {
                        return order(number).getHeader(SmtpHeaders.CONNECTION_REUSED);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertThat(server.mails(5)).hasSize(5);
        assertThat(reused).hasSize(4).containsOnly(true);
    }
}
