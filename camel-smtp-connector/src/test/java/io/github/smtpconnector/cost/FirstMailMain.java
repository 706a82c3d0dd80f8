// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import io.github.smtpconnector.SmtpHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A process that sends one plain mail, and says when it begins to. */
final class FirstMailMain {

    static final String NOW = "now the mail";

    private FirstMailMain() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            String endpoint = "smtp-connector:127.0.0.1:" + arguments[0] + "?useTls=false";
            camel.getEndpoint(endpoint).createProducer().start();
            System.out.println(NOW);
            Exchange sent = template.send(endpoint, exchange -> {
                exchange.getMessage().setHeader(SmtpHeaders.FROM, "Ann <ann@test.example>");
                exchange.getMessage().setHeader(SmtpHeaders.TO, "bob@test.example");
                exchange.getMessage().setHeader(SmtpHeaders.SUBJECT, "Hello");
                exchange.getMessage().setHeader(SmtpHeaders.TEXT, "Good morning,\nBob\n");
                exchange.getMessage().setHeader(SmtpHeaders.HTML, "<p>Good morning,</p>\n<p>Bob</p>\n");
            });
            if (sent.getException() != null) {
                throw sent.getException();
            }
        }
    }
}
