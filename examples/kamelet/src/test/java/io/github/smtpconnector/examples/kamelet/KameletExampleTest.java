// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KameletExampleTest {

    /** Every character that a URI, a properties file or a placeholder could take for its own. */
    private static final String PASSWORD = "p&=?#%+ \"é{}\\:4'1";

    private static final Map<String, Object> ORDER = Map.of(
            "to", "Ann Example <ann@example.com>",
            "bccJson", List.of("archive@example.com"),
            "subject", "Order 4711 – thank you",
            "text", "Your order is on its way.",
            "attachments", Map.of("note.txt", "Handle with care."));

    @RegisterExtension
    final MailServer server = MailServer.withImplicitTls().login("orders", PASSWORD);

    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void actionMailsTheInputsAndAnswersWithTheResult() throws Exception {
        startWith(PASSWORD);

        Exchange sent = send(ORDER);

        Mail mail = server.mail()
                .to("ann@example.com")
                .hasRecipients("ann@example.com", "archive@example.com")
                .hasHeader("From", "Orders <orders@example.com>")
                .hasHeader("To", "Ann Example <ann@example.com>")
                .hasSubject("Order 4711 – thank you")
                .hasAttachment("note.txt", "Handle with care.")
                .get();
        assertThat(sent.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("messageId", mail.messageId())
                .containsEntry("accepted", List.of("ann@example.com", "archive@example.com"))
                .containsEntry("rejected", List.of());
    }

    @Test
    void sinkMailsTheBodyAsTextOverTheSameConnection() throws Exception {
        startWith(PASSWORD);

        Exchange sent = send(ORDER);

        Mail order = server.mails(2).get(0);
        Mail journal = server.mail()
                .to("journal@example.com")
                .hasHeader("To", "journal@example.com")
                .hasSubject("Mailed & done")
                .get();
        assertThat(journal.text())
                .startsWith(order.messageId() + " went to [ann@example.com, archive@example.com].")
                .contains("The server said: 250");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.CONNECTION_REUSED)).isEqualTo(true);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void failsWithTheReasonAndSendsNothing() throws Exception {
        startWith("another");

        assertThat(send(ORDER).getException()).hasMessageContaining("535").hasMessageNotContaining("another");
        server.hasNoMail();
    }

    private void startWith(String password) throws Exception {
        camel.addOverrideProperty("smtp.host", server.host());
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
