// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quarkus;

import io.github.smtpconnector.SmtpHeaders;
import org.apache.camel.builder.RouteBuilder;

/** Confirms an order by mail. The connection is in application.properties. */
public class OrdersRoute extends RouteBuilder {

    static final String START = "direct:orders";

    @Override
    public void configure() {
        from(START)
                .setHeader(SmtpHeaders.TO, simple("${header.customer}"))
                .setHeader(SmtpHeaders.SUBJECT, simple("Order ${body}"))
                .setHeader(SmtpHeaders.TEXT, simple("Thank you, ${body} is on its way."))
                .setHeader(SmtpHeaders.HTML, simple("<p>Thank you, <b>${body}</b> is on its way.</p>"))
                .to("smtp-connector?bodyAs=IGNORE");
    }
}
