// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KameletExampleTest {

    /** Every character that a URI, a properties file or a placeholder could take for its own. */
    private static final String PASSWORD = "p&=?#%+ \"é{}\\:4'1";

    private static final Map<String, Object> ORDER = Map.of(
            "to", "Ann Example <ann@example.com>",
            "bccJson", List.of("archive@example.com"),
            "subject", "Order 4711 – thank you",
            "text", "Your order is on its way.",
            "attachments", Map.of("note.txt", "Handle with care."));

    private final MailServer server = new MailServer(0, "orders", PASSWORD);
    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    @Test
    void actionMailsTheInputsAndAnswersWithTheResult() throws Exception {
        startWith(PASSWORD);

        Exchange sent = send(ORDER);

        MimeMessage mail = server.mails().get(0);
        assertThat(mail.getHeader("From", ",")).isEqualTo("Orders <orders@example.com>");
        assertThat(mail.getHeader("To", ",")).isEqualTo("Ann Example <ann@example.com>");
        assertThat(mail.getSubject()).isEqualTo("Order 4711 – thank you");
        BodyPart file = ((Multipart) mail.getContent()).getBodyPart(1);
        assertThat(file.getFileName()).isEqualTo("note.txt");
        assertThat(file.getInputStream()).hasContent("Handle with care.");
        assertThat(sent.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("messageId", mail.getMessageID())
                .containsEntry("accepted", List.of("ann@example.com", "archive@example.com"))
                .containsEntry("rejected", List.of());
    }

    @Test
    void sinkMailsTheBodyAsTextOverTheSameConnection() throws Exception {
        startWith(PASSWORD);

        Exchange sent = send(ORDER);

        assertThat(server.mails()).hasSize(3);
        MimeMessage journal = server.mails().get(2);
        assertThat(journal.getHeader("To", ",")).isEqualTo("journal@example.com");
        assertThat(journal.getSubject()).isEqualTo("Mailed & done");
        assertThat((String) journal.getContent())
                .startsWith(server.mails().get(0).getMessageID() + " went to [ann@example.com, archive@example.com].")
                .contains("The server said: 250");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(true);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void failsWithTheReasonAndSendsNothing() throws Exception {
        startWith("another");

        assertThat(send(ORDER).getException()).hasMessageContaining("535").hasMessageNotContaining("another");
        assertThat(server.mails()).isEmpty();
    }

    private void startWith(String password) throws Exception {
        camel.addOverrideProperty("smtp.host", "localhost");
        camel.addOverrideProperty("smtp.port", String.valueOf(server.port()));
        camel.addOverrideProperty("smtp.password", password);
        for (String kamelet : List.of("sink", "action")) {
            String options = "camel.kamelet.smtp-connector-send-" + kamelet;
            camel.addOverrideProperty(options + ".tlsMode", "IMPLICIT");
            camel.addOverrideProperty(options + ".ignoreSelfSignedCertificates", "true");
        }
        camel.start();
    }

    private Exchange send(Map<String, Object> order) throws Exception {
        return camel.getCamelTemplate()
                .request("direct:order", exchange -> exchange.getMessage().setBody(order));
    }
}
