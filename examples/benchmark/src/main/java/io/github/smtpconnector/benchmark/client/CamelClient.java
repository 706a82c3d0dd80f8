// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A mail component as a Camel user meets it: a template, a direct route and one endpoint. */
final class CamelClient implements BenchmarkClient, HandsOn {
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Endpoint route;
    private final AsyncProducer producer;
    private final Processor mail;

    CamelClient(String endpoint, Processor mail) throws Exception {
        this.mail = mail;
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mail").to(endpoint);
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
        route = camel.getEndpoint("direct:mail");
        producer = route.createAsyncProducer();
        producer.start();
    }

    @Override
    public void send() throws Exception {
        Exchange exchange = template.send("direct:mail", mail);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    /** As the consumer of a queue does it: a component that waits for the server keeps it waiting. */
    @Override
    public void handOn(Consumer<Exception> taken) throws Exception {
        Exchange exchange = route.createExchange();
        mail.process(exchange);
        producer.process(exchange, doneSync -> taken.accept(exchange.getException()));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
