// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which Camel sends an exchange once more, before a server that takes each mail and never says so: one copy,
 * however often it is repeated, and a second one only where the route asks for it.
 */
class RepetitionRouteTest extends RouteFixture {

    private Exchange repeat(Repetition repetition, String options) throws Exception {
        for (int connection = 1; connection <= 8; connection++) {
            server.on(connection, "CONTENT", 1, Fault.closeUnsaid());
        }
        run(routes -> repetition.configure(routes, smtp(options)));
        Exchange exchange = send("t", Map.of());
        awaitMails(1);
        return exchange;
    }

    @ParameterizedTest
    @EnumSource
    void makesNoSecondCopyOfWhatMayHaveBeenDelivered(Repetition repetition) throws Exception {
        repeat(repetition, "");
        // What is sent beside the caller ends with the context.
        context.stop();
        assertThat(server.mails()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DEAD_LETTER_CHANNEL",
                "ENRICH",
                "CIRCUIT_BREAKER",
                "FAILOVER",
                "TRY_IN_A_LOOP_OF_COPIES",
                "KAMELET"
            })
    void makesASecondCopyOfTheSameNameWhereTheRouteAsksForIt(Repetition repetition) throws Exception {
        repeat(repetition, "&uncertain=RESEND");
        assertThat(server.mails()).hasSizeGreaterThan(1);
        assertThat(messageIds().stream().distinct()).hasSize(1);
    }

    /** The second mail is another one: it goes, and only once. */
    @ParameterizedTest
    @EnumSource
    void sendsTheNextMailAllTheSame(Repetition repetition) throws Exception {
        repeat(repetition, "");
        send("another", Map.of());
        awaitMails(2);
        context.stop();
        assertThat(server.mails().stream()
                        .map(mail -> String.valueOf(mail.parsed().text()).strip()))
                .containsExactly("t", "another");
    }

    @Test
    void sendsEveryBranchOfAMulticastThoughAllAreInDoubt() throws Exception {
        for (int connection = 1; connection <= 8; connection++) {
            server.on(connection, "CONTENT", 1, Fault.closeUnsaid());
        }
        List<String> branches = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> branches.add(smtp("&replyTimeout=5000" + i)));
        run(routes -> {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0));
            routes.from("direct:in").multicast().to(branches.toArray(String[]::new));
        });
        send("t", Map.of());
        assertThat(server.mails()).hasSize(3);
        assertThat(messageIds()).doesNotHaveDuplicates();
    }

    @Test
    void sendsEqualPartsOfASplitThoughTheFirstIsInDoubt() throws Exception {
        server.on(1, "CONTENT", 1, Fault.closeUnsaid());
        run(routes -> {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0));
            routes.from("direct:in").split(routes.body()).to(smtp(""));
        });
        send(List.of("t", "t", "t"), Map.of());
        assertThat(server.mails()).hasSize(3);
    }

    /** What the exchange before has left is not the affair of the one that is made of it. */
    @Test
    void doesNotTakeAPooledExchangeForTheOneBefore() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        server.on(1, "CONTENT", 1, Fault.closeUnsaid());
        run(routes -> {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0));
            routes.from("seda:in?pollTimeout=10").to(smtp("")).to("mock:sent");
        });
        for (int i = 0; i < 2; i++) {
            context.createProducerTemplate().sendBody("seda:in", "t");
            awaitMails(i + 1);
        }
        assertThat(messageIds()).hasSize(2).doesNotHaveDuplicates();
        mock("dead").expectedMessageCount(1);
        mock("dead").assertIsSatisfied();
    }

    @Test
    void sendsTheSameOnPurposeOnceItIsThrough() throws Exception {
        server.on(1, "CONTENT", 1, Fault.reply("451 4.3.0 later"));
        run(routes -> {
            routes.onException(SmtpConnectorException.class)
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0);
            routes.from("direct:in").loop(3).to(smtp(""));
        });
        send("t", Map.of());
        assertThat(messageIds()).hasSize(3).doesNotHaveDuplicates();
    }
}
