// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.ReceivedMail;
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
abstract class EmailReaderFixture {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String FROM = "from=ann@example.com";

    final RecordingMailers mailers = new RecordingMailers();
    final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.addComponent("smtp-connector", new SmtpComponent(mailers, Clock.fixed(NOW, ZoneOffset.UTC)));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Sends one exchange through a new endpoint, as a producer template does. */
    Exchange send(String options, Processor input) {
        return context.createFluentProducerTemplate()
                .to("smtp-connector:mail.example.com?" + options)
                .withProcessor(input)
                .send();
    }

    Exchange send(String options, @Nullable Object body, Map<String, ?> headers) {
        return send(options, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach((name, value) -> exchange.getMessage().setHeader("CamelSmtpConnector" + name, value));
        });
    }

    /** The one mail that was written. */
    RecordingMailers.Sent sent(String options, @Nullable Object body, Map<String, ?> headers) throws Exception {
        Exchange exchange = send(options, body, headers);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return mailers.onlyMail();
    }

    ReceivedMail mail(String options, @Nullable Object body, Map<String, ?> headers) throws Exception {
        return sent(options, body, headers).mail();
    }

    List<String> recipients(String options, @Nullable Object body, Map<String, ?> headers) throws Exception {
        return sent(options, body, headers).envelope().recipients();
    }

    /** What is said of an exchange that is refused before anything is sent. */
    String refusal(String options, @Nullable Object body, Map<String, ?> headers) {
        Throwable thrown = catchThrowable(() -> sent(options, body, headers));
        if (thrown instanceof PermanentSmtpException refused && mailers.sent.isEmpty()) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError("not refused", thrown);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text);
    }
}
