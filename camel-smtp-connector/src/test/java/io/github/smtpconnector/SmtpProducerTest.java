// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SmtpProducerTest extends EmailReaderFixture {

    private static final String URI = "smtp-connector:mail.example.com?" + FROM + "&to=a@example.com";
    private static final Failure BUSY =
            Failure.retryable(Category.TRANSIENT, "busy").withReply(SmtpReply.of(451, "4.3.0 later"));

    private void route(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    private void redelivering() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(RetryableSmtpException.class).maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:in").to(URI);
            }
        });
    }

    private Exchange inject(Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    @Test
    void sendsTheSameMailAgainWhenTheExchangeIsRedelivered() throws Exception {
        redelivering();
        mailers.failNext(2, BUSY);
        byte[] large = new byte[400_000];
        Exchange exchange =
                inject("t", Map.of(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new ByteArrayInputStream(large))));
        assertThat(exchange.isFailed()).isFalse();
        assertThat(mailers.sent).hasSize(3);
        assertThat(mailers.sent)
                .extracting(sent -> sent.mail().header("Message-ID"))
                .containsOnly(messageId(0));
        assertThat(messageId(0))
                .endsWith("@example.com>")
                .isEqualTo(exchange.getMessage().getHeader(SmtpHeaders.MESSAGE_ID));
        assertThat(mailers.sent)
                .allSatisfy(sent ->
                        assertThat(sent.mail().attachments().get(0).bytes()).isEqualTo(large));
    }

    @Test
    void readsAStreamingBodyAgainWhenTheExchangeIsRedelivered() throws Exception {
        context.setStreamCaching(false);
        redelivering();
        mailers.failNext(1, BUSY);
        inject(new ByteArrayInputStream("once".getBytes(java.nio.charset.StandardCharsets.UTF_8)), Map.of());
        assertThat(mailers.sent)
                .extracting(sent -> String.valueOf(sent.mail().text()).strip())
                .containsExactly("once", "once");
    }

    private String messageId(int index) {
        ReceivedMail mail = mailers.sent.get(index).mail();
        return String.valueOf(mail.header("Message-ID"));
    }

    @Test
    void givesEachMailOfOneExchangeItsOwnId() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(URI)
                        .to(URI + "&cc=b@example.com")
                        .loop(2)
                        .to(URI)
                        .end()
                        .split(constant(List.of(1, 2)))
                        .to(URI);
            }
        });
        inject("t", Map.of());
        assertThat(mailers.sent).hasSize(6);
        assertThat(mailers.sent.stream().map(sent -> sent.mail().header("Message-ID")))
                .doesNotHaveDuplicates();
    }

    @Test
    void findsAStreamOfTheExchangeInItsCopies() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(URI).multicast().to(URI + "&cc=b@example.com", URI + "&cc=c@example.com");
            }
        });
        Exchange exchange = inject(
                "t", Map.of(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new ByteArrayInputStream(new byte[] {1, 2}))));
        assertThat(exchange.getException()).isNull();
        assertThat(mailers.sent).hasSize(3);
        assertThat(mailers.sent)
                .allSatisfy(sent ->
                        assertThat(sent.mail().attachments().get(0).bytes()).hasSize(2));
    }

    @Test
    void sendsTheSameStreamToEveryBranchOfAMulticast() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").multicast().to(URI, URI + "&cc=b@example.com", URI + "&cc=c@example.com");
            }
        });
        Exchange exchange = inject(
                "t", Map.of(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new ByteArrayInputStream(new byte[400_000]))));
        assertThat(exchange.getException()).isNull();
        assertThat(mailers.sent).hasSize(3).allSatisfy(sent -> assertThat(
                        sent.mail().attachments().get(0).bytes())
                .hasSize(400_000));
    }

    @Test
    void sendsAStreamAgainAfterItsExchangeWasComplete() throws Exception {
        ByteArrayInputStream stream = new ByteArrayInputStream(new byte[400_000]);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("t");
        exchange.getMessage().setHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", stream));
        context.createProducerTemplate().send(URI, exchange);
        assertThat(exchange.getException()).isNull();
        context.createProducerTemplate().send(URI, exchange);
        assertThat(exchange.getException()).isNull();
        assertThat(mailers.sent).hasSize(2).allSatisfy(sent -> assertThat(
                        sent.mail().attachments().get(0).bytes())
                .hasSize(400_000));
    }

    @Test
    void worksWithoutAUnitOfWork() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("t");
        exchange.getMessage()
                .setHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new ByteArrayInputStream(new byte[] {1})));
        var producer = context.getEndpoint(URI).createProducer();
        producer.start();
        producer.process(exchange);
        assertThat(mailers.onlyMail().mail().attachments()).hasSize(1);
    }

    @Test
    void datesTheMailByTheClock() throws Exception {
        assertThat(mail(FROM + "&to=a@example.com", "t", Map.of()).header("Date"))
                .contains("1 Nov 2026 12:00:00");
    }

    @Test
    void showsNoOlderSuccessWhenItFails() throws Exception {
        mailers.failNext(1, BUSY);
        Exchange exchange = send(FROM + "&to=a@example.com", prepared -> {
            prepared.getMessage().setBody("t");
            prepared.setProperty(SmtpHeaders.RESULT_PROPERTY, "old");
            for (String name :
                    List.of(SmtpHeaders.ACCEPTED, SmtpHeaders.QUEUE_ID, SmtpHeaders.HOST, SmtpHeaders.DELIVERY_STATE)) {
                prepared.getMessage().setHeader(name, "old");
            }
        });
        assertThat(exchange.getException()).isInstanceOf(RetryableSmtpException.class);
        assertThat(exchange.getProperty(SmtpHeaders.RESULT_PROPERTY)).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(SmtpHeaders.ACCEPTED, SmtpHeaders.QUEUE_ID, SmtpHeaders.HOST)
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "NOT_SENT")
                .containsEntry(SmtpHeaders.REPLY_CODE, 451)
                .containsEntry(SmtpHeaders.ENHANCED_CODE, "4.3.0")
                .containsEntry(SmtpHeaders.MESSAGE_ID, messageId(0));
        assertThat(exchange.getMessage().getBody()).isEqualTo("t");
    }

    @Test
    void tellsTheResult() {
        Exchange exchange = send(FROM + "&to=a@example.com", "t", Map.of());
        assertThat(exchange.getMessage().getBody()).isEqualTo("t");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "ACCEPTED")
                .containsEntry(SmtpHeaders.ACCEPTED, List.of("a@example.com"))
                .containsEntry(SmtpHeaders.REJECTED, List.of())
                .containsEntry(SmtpHeaders.REPLY_CODE, 250)
                .containsEntry(SmtpHeaders.QUEUE_ID, "4XyZ1k2Lh3z9vQ8")
                .containsEntry(SmtpHeaders.RESPONSE, "250 2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8")
                .containsEntry(SmtpHeaders.ENVELOPE_FROM, "ann@example.com")
                .containsEntry(SmtpHeaders.ENVELOPE_TO, List.of("a@example.com"))
                .containsEntry(SmtpHeaders.MESSAGE_SIZE, (long)
                        mailers.onlyMail().mail().raw().length)
                .containsEntry(SmtpHeaders.PORT, 587)
                .containsEntry(SmtpHeaders.TLS_PROTOCOL, "TLSv1.3")
                .containsEntry(SmtpHeaders.CONNECT_TIME, 12L)
                .containsEntry(SmtpHeaders.CONNECTION_REUSED, false)
                .containsEntry(
                        SmtpHeaders.RECIPIENT_RESULTS,
                        List.of(Map.of(
                                "address",
                                "a@example.com",
                                "accepted",
                                true,
                                "code",
                                250,
                                "enhancedCode",
                                "2.1.5",
                                "text",
                                "Ok")));
        assertThat(exchange.getProperty(SmtpHeaders.RESULT_PROPERTY)).isInstanceOf(SendResult.class);
    }

    @Test
    void writesTheResultToTheBodyWhenAsked() {
        Exchange exchange = send(FROM + "&to=a@example.com&resultAs=BODY", "t", Map.of());
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(
                        "messageId",
                        "accepted",
                        "rejected",
                        "envelope",
                        "response",
                        "messageSize",
                        "envelopeTime",
                        "messageTime")
                .containsEntry("envelope", Map.of("from", "ann@example.com", "to", List.of("a@example.com")));
        mailers.sent.clear();
        Exchange both = send(FROM + "&to=a@example.com&resultAs=BOTH", "t", Map.of());
        assertThat(both.getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(both.getMessage().getHeaders()).containsKey(SmtpHeaders.MESSAGE_ID);
    }
}
