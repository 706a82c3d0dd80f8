// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;

/** Real routes in a real context, and a server at the end of a real socket. */
abstract class RouteFixture {

    protected static final String TO = "to@example.com";

    protected final SmtpTestServer server = new SmtpTestServer();
    protected CamelContext context = new DefaultCamelContext();

    @AfterEach
    protected void stop() {
        context.stop();
        server.close();
    }

    /** An endpoint to the server; the more there are, the more options tell them apart. */
    protected String smtp(String more) {
        return "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&from=ann@example.com&to=" + TO + more;
    }

    /** Starts server and context with these routes. */
    protected void run(Configuration routes) throws Exception {
        server.start();
        context.addRoutes(routes(routes));
        context.start();
    }

    protected static RoutesBuilder routes(Configuration routes) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                routes.configure(this);
            }
        };
    }

    /** Sends through the route that begins at {@code direct:in}. */
    protected Exchange send(Object body, Map<String, ?> headers) {
        return context.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Headers that give the mail one file. */
    protected static Map<String, Object> attachment(Object file) {
        return Map.of(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", file));
    }

    protected MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    /** The Message-IDs of all mails that the server has taken. */
    protected List<String> messageIds() {
        return server.mails().stream()
                .map(mail -> String.valueOf(mail.parsed().header("Message-ID")))
                .toList();
    }

    /** The only file of each mail that the server has taken. */
    protected List<byte[]> files() {
        return server.mails().stream()
                .map(mail -> mail.parsed().attachments().get(0).bytes())
                .toList();
    }

    protected void awaitMails(int count) {
        Waiting.until(() -> server.taken() >= count, Duration.ofSeconds(20), () -> "taken: " + server.taken());
    }

    /** Refuses the first mails of a connection, each after it has read it. */
    protected void refuseFirst(int mails, String reply) {
        for (int i = 1; i <= mails; i++) {
            server.on("CONTENT", i, Fault.reply(reply));
        }
    }

    /** What a route builder does. */
    @FunctionalInterface
    interface Configuration {
        void configure(RouteBuilder routes);
    }
}
