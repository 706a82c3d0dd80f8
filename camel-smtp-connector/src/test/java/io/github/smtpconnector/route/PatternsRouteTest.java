// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.Fault;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that copy an exchange, or send it from another thread. */
class PatternsRouteTest extends RouteFixture {

    private static final byte[] OCTETS = new byte[400_000];

    static {
        new Random(2).nextBytes(OCTETS);
    }

    private void checkMails(int count) {
        awaitMails(count);
        assertThat(server.taken()).isEqualTo(count);
        assertThat(new HashSet<>(messageIds())).hasSize(count);
        assertThat(files()).allSatisfy(file -> assertThat(file).isEqualTo(OCTETS));
    }

    private Exchange sendStream() {
        Exchange exchange = send("t", attachment(new ByteArrayInputStream(OCTETS)));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsOneMailForEachBranchOfAMulticast(boolean parallel) throws Exception {
        String[] branches = IntStream.range(0, 8)
                .mapToObj(i -> smtp("&cc=c" + i + "@example.com"))
                .toArray(String[]::new);
        run(routes -> routes.from("direct:in")
                .multicast()
                .parallelProcessing(parallel)
                .to(branches));
        sendStream();
        checkMails(8);
    }

    @Test
    void redeliversOnlyTheBranchThatFailed() throws Exception {
        server.on(1, "CONTENT", 2, Fault.reply("451 4.3.0 later"));
        run(routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            routes.from("direct:in")
                    .multicast()
                    .to(smtp("&cc=a@example.com"), smtp("&cc=b@example.com"), smtp("&cc=c@example.com"));
        });
        sendStream();
        checkMails(3);
        assertThat(server.mails().stream().map(mail -> mail.recipients().get(1)))
                .containsExactly("a@example.com", "b@example.com", "c@example.com");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsToEveryEndpointOfARecipientList(boolean parallel) throws Exception {
        run(routes -> {
            var list = routes.from("direct:in").recipientList(routes.header("uris"), "|");
            if (parallel) {
                list.parallelProcessing();
            }
        });
        Exchange exchange = send(
                "t",
                Map.of(
                        "uris",
                        smtp("&cc=a@example.com") + "|" + smtp("&cc=b@example.com"),
                        SmtpHeaders.ATTACHMENTS,
                        Map.of("a.bin", new ByteArrayInputStream(OCTETS))));
        assertThat(exchange.getException()).isNull();
        checkMails(2);
    }

    @Test
    void sendsEachPartOfASplitAndWhatIsPutTogetherAgain() throws Exception {
        run(routes -> routes.from("direct:in")
                .split(routes.body(), AggregationStrategies.string(","))
                .to(smtp(""))
                .end()
                .to(smtp("&subject=together")));
        Exchange exchange = send(List.of("one", "two", "three"), Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(server.mails().stream()
                        .map(mail -> String.valueOf(mail.parsed().text()).strip()))
                .containsExactly("one", "two", "three", "one,two,three");
        assertThat(messageIds()).doesNotHaveDuplicates();
    }

    @Test
    void sendsWhatAnAggregatorCompletes() throws Exception {
        run(routes -> routes.from("direct:in")
                .aggregate(routes.constant(true), AggregationStrategies.string(","))
                .completionSize(3)
                .to(smtp("")));
        for (int i = 0; i < 6; i++) {
            send("part" + i, Map.of());
        }
        awaitMails(2);
        assertThat(server.mails().stream()
                        .map(mail -> String.valueOf(mail.parsed().text()).strip()))
                .containsExactly("part0,part1,part2", "part3,part4,part5");
    }

    @Test
    void tapsTheWireWithTheSameFile() throws Exception {
        run(routes ->
                routes.from("direct:in").wireTap(smtp("&cc=tap@example.com")).to(smtp("")));
        send("t", attachment(new ByteArrayInputStream(OCTETS, 0, 1000)));
        awaitMails(2);
        assertThat(files()).allSatisfy(file -> assertThat(file).hasSize(1000));
        assertThat(messageIds()).doesNotHaveDuplicates();
    }

    @Test
    void sendsToAnEndpointMadeForTheMessageAndSharesItsConnection() throws Exception {
        run(routes -> routes.from("direct:in").toD(smtp("&cc=${header.who}@example.com")));
        for (int i = 0; i < 20; i++) {
            assertThat(send("t", Map.of("who", "c" + i)).getException()).isNull();
        }
        assertThat(server.taken()).isEqualTo(20);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void enrichesAMessageWithTheResult() throws Exception {
        run(routes -> routes.from("direct:in").enrich(smtp("&resultAs=BODY"), (before, sent) -> {
            before.getMessage()
                    .setHeader("sent", sent.getMessage().getBody(Map.class).get("messageId"));
            return before;
        }));
        Exchange exchange = send("t", Map.of());
        assertThat(exchange.getMessage().getBody()).isEqualTo("t");
        assertThat(exchange.getMessage().getHeader("sent"))
                .isEqualTo(messageIds().get(0));
    }

    @Test
    void sendsFromThreadsOfTheRoute() throws Exception {
        run(routes -> routes.from("direct:in").threads(4).to(smtp("")).to("seda:more"));
        context.addRoutes(
                routes(routes -> routes.from("seda:more?concurrentConsumers=4").to(smtp("&subject=more"))));
        for (int i = 0; i < 10; i++) {
            send("t", attachment(new ByteArrayInputStream(OCTETS, 0, 1000)));
        }
        awaitMails(20);
        assertThat(new HashSet<>(messageIds())).hasSize(20);
        assertThat(files()).allSatisfy(file -> assertThat(file).hasSize(1000));
    }
}
