// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way, from an exchange to a mailbox. */
class SendsMailGreenMailTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        server.start();
        server.setUser("ann@example.com", "ann", "secret");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop();
    }

    private Exchange send(String password, Map<String, Object> body) {
        String uri = "smtp-connector:127.0.0.1:" + server.getSmtp().getPort()
                + "?useTls=false&username=ann&from=ann@example.com&password=" + password;
        return context.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void deliversTextHtmlAndAttachmentToEverybody() {
        Exchange exchange = send(
                "secret",
                Map.of(
                        "to", "Bob <bob@example.com>",
                        "ccJson", List.of("carl@example.com"),
                        "bcc", "dora@example.com",
                        "subject", "Grüße",
                        "text", "Hallo",
                        "html", "<p>Hallo</p>",
                        "attachments", Map.of("a.txt", "file")));
        assertThat(exchange.getException()).isNull();
        assertThat(server.getReceivedMessages()).hasSize(3);
        ReceivedMail mail = ReceivedMail.parse(
                GreenMailUtil.getWholeMessage(server.getReceivedMessages()[0]).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.header("Subject")).isEqualTo("Grüße");
        assertThat(mail.text()).contains("Hallo");
        assertThat(mail.html()).contains("<p>Hallo</p>");
        assertThat(mail.attachments()).hasSize(1);
        assertThat(mail.rawText()).doesNotContain("dora@");
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.ACCEPTED))
                .isEqualTo(List.of("bob@example.com", "carl@example.com", "dora@example.com"));
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
    }

    @Test
    void sharesOneConnectionAmongMails() {
        Map<String, Object> body = Map.of("to", "bob@example.com", "text", "t");
        assertThat(send("secret", body).getMessage().getHeader(SmtpHeaders.CONNECTION_REUSED))
                .isEqualTo(false);
        assertThat(send("secret", body).getMessage().getHeader(SmtpHeaders.CONNECTION_REUSED))
                .isEqualTo(true);
    }

    @Test
    void tellsARefusedLogin() {
        Exchange exchange = send("wrong", Map.of("to", "bob@example.com", "text", "t"));
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.AUTH))
                .hasMessageNotContaining("wrong");
        assertThat(server.getReceivedMessages()).isEmpty();
    }
}
