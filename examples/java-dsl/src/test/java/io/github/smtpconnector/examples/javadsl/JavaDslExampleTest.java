// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.javadsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import io.github.smtpconnector.test.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JavaDslExampleTest {

    private static final List<String> RECIPIENTS = List.of("ann@example.com", "bob@example.com");

    @RegisterExtension
    final MailServer server = MailServer.withImplicitTls().login("app", "secret");

    @TempDir
    Path folder;

    private Path invoice;

    @BeforeEach
    void writeAnInvoice() throws Exception {
        invoice = Files.writeString(folder.resolve("4711.pdf"), "%PDF-1.7 forty-two euros");
    }

    @Test
    void mailsTheFileToEveryRecipientGiven() throws Exception {
        Message sent = SendInvoice.send(camel(), invoice, RECIPIENTS).getMessage();

        Mail mail = server.mail()
                .hasRecipients("ann@example.com", "bob@example.com")
                .hasHeader("To", "ann@example.com, bob@example.com")
                .hasHeader("From", "Billing <billing@example.com>")
                .hasSubject("Your invoice 4711.pdf")
                .hasAttachment("4711.pdf", Files.readAllBytes(invoice))
                .get();
        assertThat(mail.attachments().get(0).type()).isEqualTo("application/pdf");
        assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(RECIPIENTS);
        assertThat(sent.getBody()).isEqualTo("Sent as " + mail.messageId());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sendsOnceTheServerIsBack() throws Exception {
        server.goAway();
        Main camel = camel();
        onRedelivery(camel, attempt -> server.comeBack());

        Exchange sent = SendInvoice.send(camel, invoice, RECIPIENTS);

        Mail mail = server.mail()
                .hasRecipients("ann@example.com", "bob@example.com")
                .get();
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo("Sent as " + mail.messageId());
    }

    @Test
    void givesUpOnAServerThatStaysAway() throws Exception {
        server.goAway();
        AtomicInteger redeliveries = new AtomicInteger();
        Main camel = camel();
        onRedelivery(camel, redeliveries::set);

        Message answer = SendInvoice.send(camel, invoice, RECIPIENTS).getMessage();

        assertThat(answer.getBody(String.class)).startsWith("Not sent, try again later: ");
        assertThat(redeliveries).hasValue(3);
        assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
    }

    @Test
    void doesNotRepeatWhatTheServerRefuses() throws Exception {
        server.refuse("ann@example.com", "bob@example.com");

        Message answer = SendInvoice.send(camel(), invoice, RECIPIENTS).getMessage();

        assertThat(answer.getBody(String.class))
                .startsWith("Not sent, change it first: ")
                .contains("no such mailbox");
        assertThat(answer.getHeader(SmtpHeaders.REJECTED)).isEqualTo(RECIPIENTS);
        assertThat(answer.getHeader(SmtpHeaders.ENHANCED_CODE)).isEqualTo("5.1.1");
        assertThat(server.commands("MAIL")).isEqualTo(1);
        server.hasNoMail();
    }

    @Test
    void doesNotRepeatWhatMayHaveArrived() throws Exception {
        server.at(Step.CONTENT).hangUpUnsaid();

        Message answer = SendInvoice.send(camel(), invoice, RECIPIENTS).getMessage();

        assertThat(answer.getBody(String.class))
                .startsWith("Perhaps sent as " + answer.getHeader(SmtpHeaders.MESSAGE_ID) + ": ");
        assertThat(answer.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("UNKNOWN");
        assertThat(server.mails(1).get(0).messageId()).isEqualTo(answer.getHeader(SmtpHeaders.MESSAGE_ID));
        assertThat(server.connections()).isEqualTo(1);
    }

    /** The example with the server of the test. */
    private Main camel() {
        Main camel = new Main();
        camel.addOverrideProperty("smtp.host", server.host());
        camel.addOverrideProperty("smtp.username", "app");
        camel.addOverrideProperty("smtp.password", "secret");
        // Port, TLS and the key to trust; the rest comes from application.properties.
        server.properties().forEach(camel::addOverrideProperty);
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
}
