// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.javadsl;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Takes an invoice as the body and a list of addresses as the header {@code recipients}; answers with one line. */
final class InvoiceRoute extends RouteBuilder {

    static final String START = "direct:invoice";
    static final String RECIPIENTS = "recipients";

    @Override
    public void configure() {
        onException(RetryableSmtpException.class)
                .maximumRedeliveries("{{invoice.redeliveries}}")
                .redeliveryDelay("{{invoice.redeliveryDelay}}")
                .useExponentialBackOff()
                .handled(true)
                .setBody(simple("Not sent, try again later: ${exception.message}"));
        onException(PermanentSmtpException.class)
                .handled(true)
                .setBody(simple("Not sent, change it first: ${exception.message}"));
        // Sending again could make a second copy, so a person decides. The Message-ID is what to search the mailbox
        // for.
        onException(UncertainDeliveryException.class)
                .handled(true)
                .setBody(simple("Perhaps sent as ${header.CamelSmtpConnectorMessageId}: ${exception.message}"));

        from(START)
                .setHeader(SmtpHeaders.DYNAMIC_TO, header(RECIPIENTS))
                .setHeader(SmtpHeaders.SUBJECT)
                .body(Path.class, file -> "Your invoice " + file.getFileName())
                .setHeader(SmtpHeaders.TEXT, constant("Please find your invoice attached.\n"))
                .setHeader(SmtpHeaders.ATTACHMENTS)
                .body(Path.class, file -> Map.of(file.getFileName().toString(), file))
                .to("smtp-connector:?from=Billing <billing@example.com>")
                .setBody(simple("Sent as ${header.CamelSmtpConnectorMessageId}"));
    }
}
