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
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which Camel sends an exchange once more, before a server that takes each mail and never says so: one copy,
 * however often it is repeated, and a second one only where the route asks for it.
 */
class RepetitionRouteTest extends RouteFixture {

    /** A route from {@code direct:in} that repeats what it sends by this URI. */
    enum Repetition {
        ERROR_HANDLER {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
                routes.from("direct:in").to(uri);
            }
        },
        ON_EXCEPTION {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.onException(Exception.class).maximumRedeliveries(5).redeliveryDelay(0);
                routes.from("direct:in").to(uri);
            }
        },
        DEAD_LETTER_CHANNEL {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to(uri);
            }
        },
        DEAD_LETTERS_BY_MAIL {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.errorHandler(routes.deadLetterChannel("direct:dead")
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0));
                routes.from("direct:in").to(uri);
                routes.from("direct:dead").errorHandler(routes.noErrorHandler()).to(uri);
            }
        },
        DELAYED {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.errorHandler(routes.deadLetterChannel("mock:dead")
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1)
                        .asyncDelayedRedelivery());
                routes.from("direct:in").to(uri);
            }
        },
        TRY_IN_A_LOOP {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.from("direct:in")
                        .loop(3)
                        .doTry()
                        .to(uri)
                        .doCatch(Exception.class)
                        .end();
            }
        },
        TRY_IN_A_LOOP_OF_COPIES {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.from("direct:in")
                        .loop(3)
                        .copy()
                        .doTry()
                        .to(uri)
                        .doCatch(Exception.class)
                        .end();
            }
        },
        TRY_ANOTHER_ENDPOINT {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.from("direct:in")
                        .doTry()
                        .to(uri)
                        .doCatch(Exception.class)
                        .enrich(uri + "&replyTimeout=50000")
                        .end();
            }
        },
        ENRICH {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").enrich(uri);
            }
        },
        MULTICAST {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").multicast().to(uri);
            }
        },
        MULTICAST_AS_A_WHOLE {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to("direct:all");
                routes.from("direct:all")
                        .errorHandler(routes.noErrorHandler())
                        .multicast()
                        .parallelProcessing()
                        .stopOnException()
                        .to(uri);
            }
        },
        RECIPIENT_LIST_AS_A_WHOLE {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to("direct:all");
                routes.from("direct:all")
                        .errorHandler(routes.noErrorHandler())
                        .recipientList(routes.constant(uri), "|");
            }
        },
        SPLIT {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").split(routes.body()).to(uri);
            }
        },
        SPLIT_AS_A_WHOLE {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to("direct:all");
                routes.from("direct:all")
                        .errorHandler(routes.noErrorHandler())
                        .split(routes.body())
                        .stopOnException()
                        .enrich(uri);
            }
        },
        CIRCUIT_BREAKER {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to("direct:guarded");
                routes.from("direct:guarded")
                        .errorHandler(routes.noErrorHandler())
                        .circuitBreaker()
                        .to(uri)
                        .end();
            }
        },
        CIRCUIT_BREAKER_WITH_TIMEOUT {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to("direct:guarded");
                routes.from("direct:guarded")
                        .errorHandler(routes.noErrorHandler())
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .timeoutEnabled(true)
                        .timeoutDuration(20_000)
                        .end()
                        .to(uri)
                        .end();
            }
        },
        CIRCUIT_BREAKER_WITH_FALLBACK {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.from("direct:in")
                        .circuitBreaker()
                        .to(uri)
                        .onFallback()
                        .to(uri + "&replyTimeout=50000")
                        .end();
            }
        },
        FAILOVER {
            @Override
            void configure(RouteBuilder routes, String uri) {
                routes.from("direct:in").loadBalance().failover(3, false, true).to(uri, uri + "&replyTimeout=50000");
            }
        },
        KAMELET {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.routeTemplate("mail").from("kamelet:source").to(uri);
                routes.from("direct:in").kamelet("mail");
            }
        },
        DYNAMIC {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").toD(uri + "&subject=${body}");
            }
        },
        ROUTING_SLIP {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").routingSlip(routes.constant(uri), "|");
            }
        },
        WIRE_TAP {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").wireTap("direct:tapped").to("mock:done");
                routes.from("direct:tapped").to(uri).to("mock:tapped");
            }
        },
        THREADS {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").threads(2).to(uri);
            }
        },
        REQUEST_AND_REPLY {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in").to(org.apache.camel.ExchangePattern.InOut, "seda:mails");
                routes.from("seda:mails").errorHandler(routes.noErrorHandler()).to(uri);
            }
        },
        AGGREGATE {
            @Override
            void configure(RouteBuilder routes, String uri) {
                deadLetters(routes);
                routes.from("direct:in")
                        .aggregate(routes.constant(true), (before, now) -> now)
                        .completionSize(1)
                        .to(uri);
            }
        };

        abstract void configure(RouteBuilder routes, String uri);

        private static void deadLetters(RouteBuilder routes) {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(5).redeliveryDelay(0));
        }
    }

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
            routes.from("seda:in").to(smtp("")).to("mock:sent");
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
