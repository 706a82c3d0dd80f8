// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Routes as the manual advises them: what may be sent again is, at once and with the same Message-ID. */
final class SoakSender implements AutoCloseable {

    /** So many connections in a row are not cut before a mail is through. */
    private static final int ENOUGH = 100;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    /** What the route knows of a mail at its end. */
    record Outcome(SoakMail mail, SendResult result, @Nullable SmtpConnectorException failure) {}

    SoakSender(int port) throws Exception {
        PostfixClient.bindAuthority(camel);
        String server =
                "smtp-connector:localhost:" + port + "?maxConnections=4&replyTimeout=3000&finalReplyTimeout=3000"
                        + "&username=" + PostfixServer.USERNAME + "&password=RAW(" + PostfixServer.PASSWORD + ")"
                        + PostfixClient.TRUST;
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().disableRedelivery().logExhausted(false));
                onException(RetryableSmtpException.class)
                        .maximumRedeliveries(ENOUGH)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .logExhausted(false);
                // Each said of its own: after a failure that may be retried Camel would go on as it began.
                onException(PermanentSmtpException.class).maximumRedeliveries(0).logExhausted(false);
                onException(UncertainDeliveryException.class)
                        .maximumRedeliveries(0)
                        .logExhausted(false);
                from("direct:all").to(server + "&partialDelivery=FAIL_ALL");
                from("direct:accepted").to(server + "&partialDelivery=SEND_ACCEPTED&maxInFlight=3");
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    Outcome send(SoakMail mail) {
        Exchange sent = template.send(mail.sendsAccepted() ? "direct:accepted" : "direct:all", exchange -> mail.inputs()
                .forEach((name, value) -> exchange.getMessage().setHeader("CamelSmtpConnector" + name, value)));
        Exception failure = sent.getException();
        if (failure != null && !(failure instanceof SmtpConnectorException)) {
            throw new AssertionError("Mail " + mail, failure);
        }
        SendResult result = sent.getProperty(SmtpHeaders.RESULT_PROPERTY, SendResult.class);
        return new Outcome(mail, Objects.requireNonNull(result), (SmtpConnectorException) failure);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
