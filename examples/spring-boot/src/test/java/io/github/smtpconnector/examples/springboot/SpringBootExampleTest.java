// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import jakarta.mail.internet.MimeMessage;
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
    private GreenMail server;

    @BeforeEach
    void emptyTheMailbox() throws Exception {
        server.purgeEmailFromAllMailboxes();
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

        assertThat(options.getPort()).isEqualTo(server.getSmtps().getPort());
        assertThat(options.getPassword()).isEqualTo(LocalMailServer.PASSWORD);
        assertThat(options.getConnectTimeout()).isEqualTo(5000);
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

        assertThat(server.getReceivedMessages()).hasSize(5);
        assertThat(reused).hasSize(4).containsOnly(true);
    }
}
