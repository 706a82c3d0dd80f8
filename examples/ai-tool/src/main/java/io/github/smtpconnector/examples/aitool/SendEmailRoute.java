// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.aitool;

import io.github.smtpconnector.SmtpHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;

/** Takes the arguments of the tool as the body. Server, login and sender are the route's and not the model's. */
final class SendEmailRoute extends RouteBuilder {

    static final String START = "direct:send-email";

    @Override
    public void configure() {
        from(START)
                // The failure is the tool's answer.
                .errorHandler(noErrorHandler())
                .process(SendEmailRoute::argumentsToHeaders)
                .to("smtp-connector:?bodyAs=IGNORE&from={{mail.from}}&allowedRecipients={{mail.allowedRecipients}}");
    }

    /** One by one: an argument whose name the model makes up never becomes a header. */
    private static void argumentsToHeaders(Exchange exchange) throws InvalidPayloadException {
        Map<?, ?> arguments = exchange.getMessage().getMandatoryBody(Map.class);
        exchange.getMessage().setHeader(SmtpHeaders.TO, arguments.get("to"));
        exchange.getMessage().setHeader(SmtpHeaders.SUBJECT, arguments.get("subject"));
        exchange.getMessage().setHeader(SmtpHeaders.TEXT, arguments.get("text"));
    }
}
