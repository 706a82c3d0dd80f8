// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.yamldsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import io.github.smtpconnector.test.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class YamlDslExampleTest {

    /** Every character that a URI, a properties file or a placeholder could take for its own. */
    private static final String PASSWORD = "p&=?#%+ \"é{}\\:4'1";

    @RegisterExtension
    final MailServer server = MailServer.withImplicitTls().login("app", PASSWORD);

    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void sendsWhatTheRouteFileSays() throws Exception {
        startWith(PASSWORD);

        Message sent = order("4711");

        Mail mail = server.mail()
                .hasRecipients("ann@example.com", "bob@example.com")
                .hasHeader("From", "Orders <orders@example.com>")
                .hasHeader("To", "Ann Example <ann@example.com>")
                .hasHeader("Cc", "bob@example.com")
                .hasSubject("Order 4711 – thank you")
                .hasAttachment("note.txt", "Handle with care.")
                .get();
        assertThat(mail.sourceText()).doesNotContain("internal", "never mailed");
        assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mail.messageId());
        assertThat(sent.getBody()).isEqualTo("Sent as " + mail.messageId());
        assertThat(sent.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(List.of("ann@example.com", "bob@example.com"));
    }

    @Test
    void keepsOneConnectionForManyMails() throws Exception {
        startWith(PASSWORD);

        assertThat(order("1").getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(false);
        assertThat(order("2").getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(true);
        assertThat(order("3").getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answersWithTheStateAndTheReasonOfAFailure() throws Exception {
        startWith("another");

        String answer = order("4711").getBody(String.class);

        assertThat(answer).startsWith("NOT_SENT: ").contains("535").doesNotContain("another");
        server.hasNoMail();
    }

    @Test
    void triesAgainAsOftenAsTheRouteSays() throws Exception {
        server.at(Step.MAIL).answer("451 4.3.2 come back later");
        startWith(PASSWORD);

        String answer = order("4711").getBody(String.class);

        assertThat(answer).startsWith("NOT_SENT: ").contains("come back later");
        assertThat(server.commands("MAIL")).isEqualTo(3);
        server.hasNoMail();
    }

    @Test
    void doesNotRepeatWhatMayHaveArrived() throws Exception {
        server.at(Step.CONTENT).hangUpUnsaid();
        startWith(PASSWORD);

        Message answer = order("4711");

        assertThat(answer.getBody(String.class)).startsWith("UNKNOWN: ");
        assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("UNKNOWN");
        assertThat(server.mails(1)).hasSize(1);
    }

    private void startWith(String password) throws Exception {
        camel.addOverrideProperty("smtp.host", server.host());
        camel.addOverrideProperty("smtp.port", String.valueOf(server.port()));
        camel.addOverrideProperty("smtp.username", "app");
        camel.addOverrideProperty("smtp.password", password);
        camel.addOverrideProperty("order.redeliveries", "2");
        camel.addOverrideProperty("order.redeliveryDelay", "1");
        camel.addOverrideProperty("camel.component.smtp-connector.tlsMode", "IMPLICIT");
        camel.addOverrideProperty("camel.component.smtp-connector.ignoreSelfSignedCertificates", "true");
        camel.start();
    }

    private Message order(String id) throws Exception {
        return camel.getCamelTemplate()
                .request("direct:order", exchange -> {
                    exchange.getMessage().setBody("{\"internal\": \"never mailed\"}".getBytes(StandardCharsets.UTF_8));
                    exchange.getMessage().setHeader("orderId", id);
                })
                .getMessage();
    }
}
