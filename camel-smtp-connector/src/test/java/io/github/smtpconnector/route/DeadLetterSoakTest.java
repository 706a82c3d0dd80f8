// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.testkit.CuttingProxy;
import io.github.smtpconnector.testkit.Interrupts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Some hundred mails through routes as people write them, over a line that is cut at random: none is lost, none is there
 * twice, none is there that was told to be not sent. {@code SoakIT} is the long form.
 */
class DeadLetterSoakTest extends RouteFixture {

    private static final int MAILS = Integer.getInteger("soak.routed", 300);
    private static final int SENDERS = 8;
    /** So many connections are cut, at least. */
    private static final int CUTS = 3;
    /** A proxy that cuts nothing in so many rounds is broken. */
    private static final int ROUNDS = 20;

    /** What a route knows of a mail at its end. */
    private record Outcome(SendResult result, @Nullable Throwable failure) {}

    /** How a route repeats. */
    enum Route {
        NO_REDELIVERY {
            @Override
            void configure(RouteBuilder routes) {
                routes.errorHandler(routes.noErrorHandler());
            }
        },
        RETRYABLE_ONLY {
            @Override
            void configure(RouteBuilder routes) {
                // Once Camel has begun, it goes on with whatever comes.
                routes.onException(RetryableSmtpException.class)
                        .maximumRedeliveries(5)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .logExhausted(false);
            }
        },
        DEAD_LETTER_CHANNEL {
            @Override
            void configure(RouteBuilder routes) {
                routes.errorHandler(routes.deadLetterChannel("mock:dead")
                        .maximumRedeliveries(5)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .logExhausted(false));
            }
        };

        abstract void configure(RouteBuilder routes);
    }

    private Outcome sendOne(ProducerTemplate template, int number) {
        Exchange sent = template.send("direct:in", exchange -> {
            exchange.getMessage().setBody("t");
            exchange.getMessage().setHeader(SmtpHeaders.SUBJECT, String.valueOf(number));
            exchange.getMessage().setHeader(SmtpHeaders.CC, "copy" + number + "@example.com");
        });
        Thread.interrupted();
        Throwable failure = sent.getProperty(Exchange.EXCEPTION_CAUGHT, sent.getException(), Throwable.class);
        return new Outcome(sent.getProperty(SmtpHeaders.RESULT_PROPERTY, SendResult.class), failure);
    }

    static Stream<Arguments> routes() {
        return Stream.of(Route.values()).flatMap(route -> Stream.of(arguments(route, true), arguments(route, false)));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void losesAndDoublesNothing(Route route, boolean synchronous) throws Exception {
        server.start();
        try (CuttingProxy proxy = new CuttingProxy(server.port(), 4)) {
            String uri = "smtp-connector:127.0.0.1:" + proxy.port() + "?useTls=false&from=ann@example.com&to=" + TO
                    + "&maxConnections=4&replyTimeout=2000&finalReplyTimeout=2000&partialDelivery=SEND_ACCEPTED&synchronous="
                    + synchronous;
            context.addRoutes(routes(routes -> {
                route.configure(routes);
                routes.from("direct:in").to(uri);
            }));
            context.start();
            Map<Integer, Outcome> reported = send(context.createProducerTemplate(), proxy);
            context.stop();
            server.hangUp();
            judge(reported);
        }
    }

    /** Some hundred mails, and as many again until enough of them met a cut: chance alone decides how soon they do. */
    private Map<Integer, Outcome> send(ProducerTemplate template, CuttingProxy proxy) throws Exception {
        Map<Integer, Outcome> reported = new HashMap<>();
        try (Interrupts senders = new Interrupts(SENDERS, Duration.ofMillis(15), 4)) {
            do {
                assertThat(reported.size())
                        .as("mails of which %d were cut", proxy.cuts())
                        .isLessThan(ROUNDS * MAILS);
                sendRound(template, senders, reported);
            } while (proxy.cuts() < CUTS || !areThere(reported, DeliveryState.ACCEPTED, DeliveryState.UNKNOWN));
        }
        return reported;
    }

    private static boolean areThere(Map<Integer, Outcome> reported, DeliveryState... states) {
        return reported.values().stream()
                .map(outcome -> outcome.result().state())
                .collect(Collectors.toSet())
                .containsAll(List.of(states));
    }

    /** In the midst of it the application restarts the component. */
    private void sendRound(ProducerTemplate template, Interrupts senders, Map<Integer, Outcome> reported)
            throws Exception {
        int first = reported.size();
        List<Future<Outcome>> sending = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            int number = first + i;
            sending.add(senders.executor().submit(() -> sendOne(template, number)));
        }
        Component component = context.getComponent("smtp-connector");
        sending.get(MAILS / 2).get();
        component.stop();
        component.start();
        for (int i = 0; i < MAILS; i++) {
            Outcome outcome = sending.get(i).get(60, TimeUnit.SECONDS);
            assertThat(outcome.result())
                    .as("mail %d: %s", first + i, outcome.failure())
                    .isNotNull();
            reported.put(first + i, outcome);
        }
    }

    private void judge(Map<Integer, Outcome> reported) {
        Map<Integer, Integer> copies = new HashMap<>();
        server.mails()
                .forEach(mail -> copies.merge(
                        Integer.valueOf(String.valueOf(mail.parsed().header("Subject"))), 1, Integer::sum));
        Map<DeliveryState, Integer> states = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        reported.forEach((number, outcome) -> {
            DeliveryState state = outcome.result().state();
            states.merge(state, 1, Integer::sum);
            int found = copies.getOrDefault(number, 0);
            boolean right =
                    switch (state) {
                        case ACCEPTED -> found == 1;
                        case NOT_SENT -> found == 0;
                        default -> found <= 1;
                    };
            if (!right) {
                complaints.add("mail " + number + " is there " + found + " times, told as " + state + ": "
                        + outcome.failure());
            }
        });
        assertThat(complaints).as(states.toString()).isEmpty();
    }
}
