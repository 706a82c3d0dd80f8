// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.javadsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaDslExampleTest {

    private static final List<String> RECIPIENTS = List.of("ann@example.com", "bob@example.com");

    @TempDir
    Path folder;

    private Path invoice;

    @BeforeEach
    void writeAnInvoice() throws Exception {
        invoice = Files.writeString(folder.resolve("4711.pdf"), "%PDF-1.7 forty-two euros");
    }

    @Test
    void mailsTheFileToEveryRecipientGiven() throws Exception {
        try (MailServer server = new MailServer(0, "app", "secret")) {
            Message sent = SendInvoice.send(camel(server.port(), "IMPLICIT", true), invoice, RECIPIENTS)
                    .getMessage();

            MimeMessage mail = server.mails().get(0);
            assertThat(server.mails()).hasSize(2);
            assertThat(mail.getHeader("To", ",")).isEqualTo("ann@example.com, bob@example.com");
            assertThat(mail.getHeader("From", ",")).isEqualTo("Billing <billing@example.com>");
            assertThat(mail.getSubject()).isEqualTo("Your invoice 4711.pdf");
            BodyPart file = ((Multipart) mail.getContent()).getBodyPart(1);
            assertThat(file.getFileName()).isEqualTo("4711.pdf");
            assertThat(file.getContentType()).startsWith("application/pdf");
            assertThat(file.getInputStream()).hasBinaryContent(Files.readAllBytes(invoice));
            assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
            assertThat(sent.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(RECIPIENTS);
            assertThat(sent.getBody()).isEqualTo("Sent as " + mail.getMessageID());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsOnceTheServerIsBack() throws Exception {
        int port = freePort();
        AtomicReference<MailServer> server = new AtomicReference<>();
        Main camel = camel(port, "IMPLICIT", true);
        onRedelivery(camel, attempt -> {
            if (attempt == 1) {
                server.set(new MailServer(port, "app", "secret"));
            }
        });
        try {
            Exchange sent = SendInvoice.send(camel, invoice, RECIPIENTS);

            assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
            assertThat(sent.getMessage().getBody(String.class))
                    .isEqualTo("Sent as " + server.get().mails().get(0).getMessageID());
            assertThat(server.get().mails()).hasSize(2);
        } finally {
            server.get().close();
        }
    }

    @Test
    void givesUpOnAServerThatStaysAway() throws Exception {
        AtomicInteger redeliveries = new AtomicInteger();
        Main camel = camel(freePort(), "AUTO", true);
        onRedelivery(camel, redeliveries::set);

        Message answer = SendInvoice.send(camel, invoice, RECIPIENTS).getMessage();

        assertThat(answer.getBody(String.class)).startsWith("Not sent, try again later: ");
        assertThat(redeliveries).hasValue(3);
        assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
    }

    @Test
    void doesNotRepeatWhatTheServerRefuses() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of("RCPT", "550 5.1.1 no such mailbox"))) {
            Message answer = SendInvoice.send(camel(server.port(), "AUTO", false), invoice, RECIPIENTS)
                    .getMessage();

            assertThat(answer.getBody(String.class))
                    .startsWith("Not sent, change it first: ")
                    .contains("no such mailbox");
            assertThat(answer.getHeader(SmtpHeaders.REJECTED)).isEqualTo(RECIPIENTS);
            assertThat(answer.getHeader(SmtpHeaders.ENHANCED_CODE)).isEqualTo("5.1.1");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void doesNotRepeatWhatMayHaveArrived() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of(ScriptedServer.END_OF_CONTENT, ""))) {
            Message answer = SendInvoice.send(camel(server.port(), "AUTO", false), invoice, RECIPIENTS)
                    .getMessage();

            assertThat(answer.getBody(String.class))
                    .startsWith("Perhaps sent as " + answer.getHeader(SmtpHeaders.MESSAGE_ID) + ": ");
            assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("UNKNOWN");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The example with the server of a test; a scripted one has neither TLS nor login. */
    private static Main camel(int port, String tlsMode, boolean secured) {
        Main camel = new Main();
        camel.addOverrideProperty("smtp.host", "localhost");
        camel.addOverrideProperty("smtp.username", secured ? "app" : "");
        camel.addOverrideProperty("smtp.password", secured ? "secret" : "");
        camel.addOverrideProperty("camel.component.smtp-connector.port", String.valueOf(port));
        camel.addOverrideProperty("camel.component.smtp-connector.tlsMode", tlsMode);
        camel.addOverrideProperty("camel.component.smtp-connector.useTls", String.valueOf(secured));
        camel.addOverrideProperty("camel.component.smtp-connector.ignoreSelfSignedCertificates", "true");
        camel.addOverrideProperty("invoice.redeliveries", "3");
        camel.addOverrideProperty("invoice.redeliveryDelay", "1");
        return camel;
    }

    private static void onRedelivery(Main camel, IntConsumer action) {
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                    @Override
                    public void notify(CamelEvent event) {
                        if (event instanceof ExchangeRedeliveryEvent redelivery) {
                            action.accept(redelivery.getAttempt());
                        }
                    }
                });
            }
        });
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
