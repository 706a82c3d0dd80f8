// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error handlers of Camel, each before a server that refuses first. */
class RedeliveryRouteTest extends RouteFixture {

    private static final byte[] OCTETS = new byte[400_000];

    static {
        new Random(1).nextBytes(OCTETS);
    }

    @TempDir
    Path folder;

    /** The forms that can be read once, those that are read anew, and those in memory. */
    private Object file(String form) throws Exception {
        Path path = Files.write(folder.resolve("a.bin"), OCTETS);
        return switch (form) {
            case "stream" -> new ByteArrayInputStream(OCTETS);
            case "open file" -> Files.newInputStream(path);
            case "cache" -> new InputStreamCache(OCTETS);
            case "handler" -> new DataHandler(new ByteArrayDataSource(OCTETS, "application/octet-stream"));
            case "file" -> path.toFile();
            case "buffer" -> ByteBuffer.wrap(OCTETS);
            default -> OCTETS;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "open file", "cache", "handler", "file", "buffer", "octets"})
    void sendsTheWholeFileAgainUnderTheSameMessageId(String form) throws Exception {
        refuseFirst(2, "451 4.3.0 later");
        run(routes -> {
            routes.onException(RetryableSmtpException.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0);
            routes.from("direct:in").to(smtp(""));
        });
        Exchange exchange = send("t", attachment(file(form)));
        assertThat(exchange.getException()).isNull();
        assertThat(files()).singleElement().isEqualTo(OCTETS);
        assertThat(server.refused()).hasSize(2).allSatisfy(refused -> {
            assertThat(refused.parsed().header("Message-ID"))
                    .isEqualTo(messageIds().get(0));
            assertThat(refused.parsed().attachments().get(0).bytes()).isEqualTo(OCTETS);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "handler"})
    void enrichesWithTheWholeFileAgain(String form) throws Exception {
        refuseFirst(2, "451 4.3.0 later");
        run(routes -> {
            routes.onException(RetryableSmtpException.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0);
            routes.from("direct:in").enrich(smtp(""));
        });
        assertThat(send("t", attachment(file(form))).getException()).isNull();
        assertThat(files()).singleElement().isEqualTo(OCTETS);
    }

    @ParameterizedTest
    @CsvSource({
        "451 4.3.0 later, Retryable, NOT_SENT",
        "554 5.6.0 never, Permanent, NOT_SENT",
        ", Uncertain, UNKNOWN",
    })
    void tellsTheThreeKindsApart(String reply, String kind, String state) throws Exception {
        server.on("CONTENT", reply == null ? Fault.close() : Fault.reply(reply));
        run(routes -> {
            routes.onException(RetryableSmtpException.class).handled(true).to("mock:Retryable");
            routes.onException(PermanentSmtpException.class).handled(true).to("mock:Permanent");
            routes.onException(UncertainDeliveryException.class).handled(true).to("mock:Uncertain");
            routes.from("direct:in").to(smtp(""));
        });
        checkHandled(kind, state);
    }

    @ParameterizedTest
    @CsvSource({
        "451 4.3.0 later, Retryable, NOT_SENT",
        "554 5.6.0 never, Permanent, NOT_SENT",
        ", Uncertain, UNKNOWN",
    })
    void tellsTheThreeKindsApartInYaml(String reply, String kind, String state) throws Exception {
        server.on("CONTENT", reply == null ? Fault.close() : Fault.reply(reply));
        server.start();
        String handler =
                """
                - onException:
                    exception:
                      - io.github.smtpconnector.outcome.%s
                    handled:
                      constant: "true"
                    steps:
                      - to: mock:%s
                """;
        String yaml = handler.formatted("RetryableSmtpException", "Retryable")
                + handler.formatted("PermanentSmtpException", "Permanent")
                + handler.formatted("UncertainDeliveryException", "Uncertain")
                + """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "%s"
                """
                        .formatted(smtp(""));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("kinds.yaml", yaml));
        context.start();
        checkHandled(kind, state);
    }

    private void checkHandled(String kind, String state) {
        Exchange exchange = send("t", Map.of());
        assertThat(exchange.getException()).isNull();
        for (String name : List.of("Retryable", "Permanent", "Uncertain")) {
            assertThat(mock(name).getReceivedCounter()).as(name).isEqualTo(name.equals(kind) ? 1 : 0);
        }
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo(state);
        assertThat(server.mails()).isEmpty();
    }

    /** Without a handler of its own Camel goes on redelivering as it began with the failure before. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void leavesAMailInDoubtAloneThoughItWasRedeliveredBefore(boolean noMore, boolean steps) throws Exception {
        server.on(1, "CONTENT", 1, Fault.reply("451 4.3.0 later")).on(1, "CONTENT", 2, Fault.closeUnsaid());
        run(routes -> {
            routes.onException(RetryableSmtpException.class)
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0);
            if (noMore) {
                routes.onException(UncertainDeliveryException.class).maximumRedeliveries(0);
            } else if (steps) {
                routes.onException(UncertainDeliveryException.class).to("mock:Uncertain");
            }
            routes.from("direct:in").to(smtp(""));
        });
        Exchange exchange = send("t", Map.of());

        assertThat(exchange.getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void leavesBodyAndHeadersToTheDeadLetterChannel() throws Exception {
        server.on("CONTENT", Fault.reply("554 5.6.0 never"));
        run(routes -> {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(1).redeliveryDelay(0));
            routes.from("direct:in").to(smtp("&resultAs=BOTH"));
        });
        Map<String, Object> body =
                Map.of("text", "t", "cc", "carl@example.com", "attachments", Map.of("a.txt", "file"));
        send(body, Map.of("orderId", 7, SmtpHeaders.SUBJECT, "s"));
        Exchange dead = mock("dead").getReceivedExchanges().get(0);
        assertThat(dead.getMessage().getBody()).isSameAs(body);
        assertThat(dead.getMessage().getHeaders())
                .containsEntry("orderId", 7)
                .containsEntry(SmtpHeaders.SUBJECT, "s")
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "NOT_SENT")
                .containsEntry(SmtpHeaders.REPLY_CODE, 554)
                .containsKey(SmtpHeaders.MESSAGE_ID);
        assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(PermanentSmtpException.class);
    }
}
