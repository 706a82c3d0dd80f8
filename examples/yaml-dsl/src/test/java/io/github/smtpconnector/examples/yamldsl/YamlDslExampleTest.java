// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.yamldsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YamlDslExampleTest {

    /** Every character that a URI, a properties file or a placeholder could take for its own. */
    private static final String PASSWORD = "p&=?#%+ \"é{}\\:4'1";

    private final MailServer server = new MailServer(0, "app", PASSWORD);
    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    @Test
    void sendsWhatTheRouteFileSays() throws Exception {
        startWith(PASSWORD);

        Message sent = order("4711");

        MimeMessage mail = server.mails().get(0);
        assertThat(server.mails()).hasSize(2);
        assertThat(mail.getHeader("From", ",")).isEqualTo("Orders <orders@example.com>");
        assertThat(mail.getHeader("To", ",")).isEqualTo("Ann Example <ann@example.com>");
        assertThat(mail.getHeader("Cc", ",")).isEqualTo("bob@example.com");
        assertThat(mail.getSubject()).isEqualTo("Order 4711 – thank you");
        BodyPart file = ((Multipart) mail.getContent()).getBodyPart(1);
        assertThat(file.getFileName()).isEqualTo("note.txt");
        assertThat(file.getInputStream()).hasContent("Handle with care.");
        assertThat(mail.getInputStream()).asString(StandardCharsets.UTF_8).doesNotContain("internal", "never mailed");
        assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mail.getMessageID());
        assertThat(sent.getBody()).isEqualTo("Sent as " + mail.getMessageID());
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
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void triesAgainAsOftenAsTheRouteSays() throws Exception {
        try (ScriptedServer busy = new ScriptedServer(Map.of("MAIL", "451 4.3.2 come back later"))) {
            startAt(busy);

            String answer = order("4711").getBody(String.class);

            assertThat(answer).startsWith("NOT_SENT: ").contains("come back later");
            assertThat(busy.count("MAIL")).isEqualTo(3);
        }
    }

    @Test
    void doesNotRepeatWhatMayHaveArrived() throws Exception {
        try (ScriptedServer silent = new ScriptedServer(Map.of(ScriptedServer.END_OF_CONTENT, ""))) {
            startAt(silent);

            Message answer = order("4711");

            assertThat(answer.getBody(String.class)).startsWith("UNKNOWN: ");
            assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("UNKNOWN");
            assertThat(silent.count(ScriptedServer.END_OF_CONTENT)).isEqualTo(1);
        }
    }

    /** A server of the test's own, which has neither TLS nor login. */
    private void startAt(ScriptedServer scripted) throws Exception {
        camel.addOverrideProperty("smtp.host", "localhost");
        camel.addOverrideProperty("smtp.port", String.valueOf(scripted.port()));
        camel.addOverrideProperty("smtp.username", "");
        camel.addOverrideProperty("smtp.password", "");
        camel.addOverrideProperty("order.redeliveries", "2");
        camel.addOverrideProperty("order.redeliveryDelay", "1");
        camel.addOverrideProperty("camel.component.smtp-connector.useTls", "false");
        camel.start();
    }

    private void startWith(String password) throws Exception {
        camel.addOverrideProperty("smtp.host", "localhost");
        camel.addOverrideProperty("smtp.port", String.valueOf(server.port()));
        camel.addOverrideProperty("smtp.username", "app");
        camel.addOverrideProperty("smtp.password", password);
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
