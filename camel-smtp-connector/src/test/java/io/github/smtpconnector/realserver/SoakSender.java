// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Two routes to one server, for both ways to deal with refused recipients, which repeat in one of three ways. */
final class SoakSender implements AutoCloseable {

    /** Set behind the server. The exception of an earlier attempt stays in an exchange that a later one brings through. */
    private static final String THROUGH = "through";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;
    /** Mails that are under way meet the restart; none begins while the component is stopped, for that would be all. */
    private final ReadWriteLock running = new ReentrantReadWriteLock();

    /** How a route repeats. */
    enum Repetition {
        NONE {
            @Override
            void configure(RouteBuilder routes) {
                routes.errorHandler(
                        routes.defaultErrorHandler().disableRedelivery().logExhausted(false));
            }
        },
        /** As the manual advises: what may be sent again is, at once and with the same Message-ID. */
        RETRYABLE {
            @Override
            void configure(RouteBuilder routes) {
                NONE.configure(routes);
                routes.onException(RetryableSmtpException.class)
                        .maximumRedeliveries(ENOUGH)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .logExhausted(false);
            }
        },
        /** As people write it: whatever it was, five times more. */
        ALL {
            @Override
            void configure(RouteBuilder routes) {
                routes.errorHandler(routes.deadLetterChannel("mock:dead")
                        .maximumRedeliveries(5)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .logExhausted(false));
            }
        };

        /** So many connections in a row are not cut before a mail is through. */
        private static final int ENOUGH = 100;

        abstract void configure(RouteBuilder routes);
    }

    /** What the route knows of a mail at its end. */
    record Outcome(SoakMail mail, SendResult result, @Nullable SmtpConnectorException failure) {}

    SoakSender(int port, Repetition repetition) throws Exception {
        PostfixClient.bindAuthority(camel);
        String server =
                "smtp-connector:localhost:" + port + "?maxConnections=4&replyTimeout=3000&finalReplyTimeout=3000"
                        + "&username=" + PostfixServer.USERNAME + "&password=RAW(" + PostfixServer.PASSWORD + ")"
                        + PostfixClient.TRUST;
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                repetition.configure(this);
                from("direct:all").to(server + "&partialDelivery=FAIL_ALL").setProperty(THROUGH, constant(true));
                from("direct:accepted")
                        .to(server + "&partialDelivery=SEND_ACCEPTED&maxInFlight=3")
                        .setProperty(THROUGH, constant(true));
            }
        });
        camel.start();
        camel.getEndpoint("mock:dead", MockEndpoint.class).setRetainFirst(0);
        template = camel.createProducerTemplate();
    }

    Outcome send(SoakMail mail) {
        running.readLock().lock();
        running.readLock().unlock();
        Exchange sent = template.send(mail.sendsAccepted() ? "direct:accepted" : "direct:all", exchange -> mail.inputs()
                .forEach((name, value) -> exchange.getMessage().setHeader("CamelSmtpConnector" + name, value)));
        // The next mail of this thread is not to suffer from an interrupt of this one.
        Thread.interrupted();
        SendResult result = Objects.requireNonNull(sent.getProperty(SmtpHeaders.RESULT_PROPERTY, SendResult.class));
        return new Outcome(mail, result, sent.getProperty(THROUGH, false, Boolean.class) ? null : failure(mail, sent));
    }

    private static SmtpConnectorException failure(SoakMail mail, Exchange sent) {
        Exception failure = sent.getProperty(Exchange.EXCEPTION_CAUGHT, sent.getException(), Exception.class);
        if (failure instanceof SmtpConnectorException told) {
            return told;
        }
        throw new AssertionError("Mail " + mail, failure);
    }

    /** Stops the component under its endpoints and starts it again. */
    void restart() {
        Component component = camel.getComponent("smtp-connector");
        running.writeLock().lock();
        try {
            component.stop();
            component.start();
        } finally {
            running.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
