// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.options.Uncertain;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four recipients, two in each transaction, and something wrong with the second one, once: what the first attempt says,
 * and how often each of the four has got the mail after a redelivery.
 */
class PartialDeliveryRedeliveryTest {

    private static final List<String> ALL =
            List.of("a@test.example", "b@test.example", "c@test.example", "d@test.example");
    private static final Class<?> RETRYABLE = RetryableSmtpException.class;
    private static final Class<?> PERMANENT = PermanentSmtpException.class;
    private static final Class<?> UNCERTAIN = UncertainDeliveryException.class;

    /**
     * What the second transaction meets.
     *
     * @param failAll the first failure under FAIL_ALL
     * @param sendAccepted the same under SEND_ACCEPTED; null where that is no failure
     * @param secondPart how often c and d have got the mail in the end
     */
    private record Trouble(
            String step,
            List<Integer> times,
            Fault fault,
            Class<?> failAll,
            @Nullable Class<?> sendAccepted,
            int secondPart) {

        @Override
        public String toString() {
            return step + times + " " + failAll.getSimpleName() + " " + secondPart;
        }
    }

    private static final List<Trouble> TROUBLES = List.of(
            new Trouble("RCPT", List.of(3), Fault.reply("450 4.2.1 busy"), RETRYABLE, null, 1),
            new Trouble("RCPT", List.of(3), Fault.reply("550 5.1.1 unknown"), PERMANENT, null, 1),
            new Trouble("RCPT", List.of(3, 4), Fault.reply("450 4.2.1 busy"), RETRYABLE, null, 1),
            new Trouble("RCPT", List.of(3, 4), Fault.reply("550 5.1.1 unknown"), PERMANENT, null, 1),
            new Trouble("RCPT", List.of(3), Fault.replyAndClose("421 4.3.2 closing"), RETRYABLE, RETRYABLE, 1),
            new Trouble("RCPT", List.of(3), Fault.close(), RETRYABLE, RETRYABLE, 1),
            new Trouble("MAIL", List.of(2), Fault.reply("451 4.3.0 later"), RETRYABLE, RETRYABLE, 1),
            new Trouble("MAIL", List.of(2), Fault.reply("553 5.7.1 not you"), PERMANENT, PERMANENT, 1),
            new Trouble("MAIL", List.of(2), Fault.replyAndClose("421 4.7.0 too much"), RETRYABLE, RETRYABLE, 1),
            new Trouble("MAIL", List.of(2), Fault.close(), RETRYABLE, RETRYABLE, 1),
            new Trouble("MAIL", List.of(2), Fault.reset(), RETRYABLE, RETRYABLE, 1),
            new Trouble("CONTENT", List.of(2), Fault.reply("451 4.3.0 later"), RETRYABLE, RETRYABLE, 1),
            new Trouble("CONTENT", List.of(2), Fault.reply("554 5.6.0 no"), PERMANENT, PERMANENT, 1),
            new Trouble("CONTENT", List.of(2), Fault.replyAndClose("421 4.3.2 closing"), RETRYABLE, RETRYABLE, 1),
            new Trouble("CONTENT", List.of(2), Fault.close(), UNCERTAIN, UNCERTAIN, 1),
            new Trouble("CONTENT", List.of(2), Fault.closeUnsaid(), UNCERTAIN, UNCERTAIN, 2));

    static Stream<Arguments> matrix() {
        return Stream.of("", "CHUNKING", "PIPELINING").flatMap(missing -> Stream.of(true, false)
                .flatMap(announced -> Stream.of(PartialDelivery.values()).flatMap(policy -> TROUBLES.stream()
                        .map(trouble -> Arguments.of(missing, announced, policy, trouble)))));
    }

    private final List<Exchange> failures = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("matrix")
    void servesNobodyTwice(String missing, boolean announced, PartialDelivery policy, Trouble trouble)
            throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().without(missing);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            trouble.times.forEach(nth -> server.on(1, trouble.step, nth, trouble.fault));
            (announced ? server.with("LIMITS RCPTMAX=2") : server.maxRecipients(2)).start();
            camel.addRoutes(redelivering(server, policy, Uncertain.RESEND));
            camel.start();
            Exchange sent = camel.createProducerTemplate()
                    .send("direct:in", exchange -> exchange.getMessage().setBody("t"));

            assertThat(sent.getException()).isNull();
            Class<?> expected = policy == PartialDelivery.FAIL_ALL ? trouble.failAll : trouble.sendAccepted;
            if (expected == null) {
                assertThat(failures).isEmpty();
                List<String> taken = new ArrayList<>(ALL);
                trouble.times.forEach(nth -> taken.remove(ALL.get(nth - 1)));
                tells(sent, "PARTIAL", taken.toArray(String[]::new));
                assertThat(times(server))
                        .isEqualTo(ALL.stream()
                                .map(to -> taken.contains(to) ? 1 : 0)
                                .toList());
                return;
            }
            tellsTheTruthOfTheFailure(expected);
            tells(sent, "ACCEPTED", ALL.toArray(String[]::new));
            assertThat(times(server)).containsExactly(1, 1, trouble.secondPart, trouble.secondPart);
            assertThat(server.mails().stream().map(mail -> mail.parsed().header("Message-ID")))
                    .containsOnly(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_ID, String.class));
        }
    }

    /** Nobody is asked again who may have it; those who certainly have not got it get it. */
    @ParameterizedTest
    @CsvSource({"'', 1", "'', 2", "CHUNKING, 1", "CHUNKING, 2", "PIPELINING, 1", "PIPELINING, 2"})
    void servesOnlyThoseWhoAreKnownToBeWithoutIt(String missing, int transaction) throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().without(missing);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            server.with("LIMITS RCPTMAX=2")
                    .on(1, "CONTENT", transaction, Fault.closeUnsaid())
                    .start();
            camel.addRoutes(redelivering(server, PartialDelivery.FAIL_ALL, Uncertain.FAIL));
            camel.start();
            Exchange sent = camel.createProducerTemplate()
                    .send("direct:in", exchange -> exchange.getMessage().setBody("t"));

            assertThat(sent.getException())
                    .isInstanceOf(UncertainDeliveryException.class)
                    .hasMessageContaining("uncertain=RESEND")
                    .hasMessageContaining("to 2 of 4 recipients");
            assertThat(times(server)).containsExactly(1, 1, 1, 1);
            List<String> known = transaction == 1 ? ALL.subList(2, 4) : ALL.subList(0, 2);
            tells(sent, "UNKNOWN", known.toArray(String[]::new));
        }
    }

    private void tellsTheTruthOfTheFailure(Class<?> expected) {
        assertThat(failures).hasSize(1);
        Exchange failed = failures.get(0);
        SmtpConnectorException failure = failed.getProperty(Exchange.EXCEPTION_CAUGHT, SmtpConnectorException.class);
        assertThat(failure).isInstanceOf(expected);
        tells(failed, expected == UNCERTAIN ? "UNKNOWN" : "PARTIAL", "a@test.example", "b@test.example");
        if (expected != UNCERTAIN) {
            assertThat(failure).hasMessageContaining("2 of 4 recipients got the mail, then ");
        }
    }

    private static void tells(Exchange exchange, String state, String... accepted) {
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, state)
                .containsEntry(SmtpHeaders.ACCEPTED, List.of(accepted))
                .containsEntry(SmtpHeaders.ENVELOPE_TO, ALL);
    }

    private static List<Integer> times(SmtpTestServer server) {
        return ALL.stream()
                .map(to -> (int) server.mails().stream()
                        .filter(mail -> mail.recipients().contains(to))
                        .count())
                .toList();
    }

    private RouteBuilder redelivering(SmtpTestServer server, PartialDelivery policy, Uncertain uncertain) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(SmtpConnectorException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onExceptionOccurred(exchange -> failures.add(exchange.copy()));
                from("direct:in")
                        .toF(
                                "smtp-connector:127.0.0.1:%d?useTls=false&from=from@test.example&to=%s&partialDelivery=%s&uncertain=%s",
                                server.port(), String.join(",", ALL), policy, uncertain);
            }
        };
    }
}
