// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.RecordingMailers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An endpoint without a server: what an exchange asks for is written and read back by somebody else. */
public abstract class EmailReaderFixture {

    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    public static final String FROM = "from=ann@example.com";

    public final RecordingMailers mailers = new RecordingMailers();
    public final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    protected void start() {
        context.addComponent("smtp-connector", new SmtpComponent(mailers, Clock.fixed(NOW, ZoneOffset.UTC)));
        context.start();
    }

    @AfterEach
    protected void stop() {
        context.stop();
    }

    /** Sends one exchange through a new endpoint, as a producer template does. */
    protected Exchange send(String options, Processor input) {
        return context.createFluentProducerTemplate()
                .to("smtp-connector:mail.example.com?" + options)
                .withProcessor(input)
                .send();
    }

    protected Exchange send(String options, @Nullable Object body, Map<String, ?> headers) {
        return send(options, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach((name, value) -> exchange.getMessage().setHeader("CamelSmtpConnector" + name, value));
        });
    }

    /** The one mail that was written. */
    protected RecordingMailers.Sent sent(String options, @Nullable Object body, Map<String, ?> headers)
            throws Exception {
        Exchange exchange = send(options, body, headers);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return mailers.onlyMail();
    }

    protected ReceivedMail mail(String options, @Nullable Object body, Map<String, ?> headers) throws Exception {
        return sent(options, body, headers).mail();
    }

    protected List<String> recipients(String options, @Nullable Object body, Map<String, ?> headers) throws Exception {
        return sent(options, body, headers).envelope().recipients();
    }

    /** What is said of an exchange that is refused before anything is sent. */
    protected String refusal(String options, @Nullable Object body, Map<String, ?> headers) {
        Throwable thrown = catchThrowable(() -> sent(options, body, headers));
        if (thrown instanceof PermanentSmtpException refused && mailers.sent.isEmpty()) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError("not refused", thrown);
    }

    protected static EmailAddress address(String text) {
        return EmailAddress.parse(text);
    }
}
