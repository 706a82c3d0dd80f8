// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail that some have got: what the same exchange sends next. */
class UnfinishedMailTest {

    private final SmtpTestServer first = new SmtpTestServer();
    private final SmtpTestServer second = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        first.with("LIMITS RCPTMAX=1")
                .on(1, "MAIL", 2, Fault.reply("451 4.3.0 later"))
                .start();
        second.start();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        first.close();
        second.close();
    }

    private static String uri(SmtpTestServer server, String options) {
        String from = options.contains("&from=") ? "" : "&from=from@test.example";
        return "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false" + from + options;
    }

    private Exchange send(Object body, RouteBuilder route) throws Exception {
        camel.addRoutes(route);
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(body));
    }

    /** Tries the first server, and whatever comes of it then the second. */
    private RouteBuilder thenTheSecond(String firstOptions, String secondOptions) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .doTry()
                        .to(uri(first, firstOptions))
                        .doCatch(SmtpConnectorException.class)
                        .end()
                        .to(uri(second, secondOptions));
            }
        };
    }

    private static final String TWO = "&to=a@test.example,b@test.example";

    @Test
    void goesOnAtASecondServerWhereTheFirstEnded() throws Exception {
        Exchange sent = send("t", thenTheSecond(TWO, TWO));

        assertThat(sent.getException()).isNull();
        assertThat(first.onlyMail().recipients()).containsExactly("a@test.example");
        assertThat(second.onlyMail().recipients()).containsExactly("b@test.example");
        assertThat(second.onlyMail().parsed().header("Message-ID"))
                .isEqualTo(first.onlyMail().parsed().header("Message-ID"));
        assertThat(sent.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "ACCEPTED")
                .containsEntry(SmtpHeaders.ACCEPTED, List.of("a@test.example", "b@test.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&subject=other", "&text=other", "&html=other", "&from=other@test.example"})
    void sendsAnotherMailToEverybody(String other) throws Exception {
        send("t", thenTheSecond(TWO, TWO + other));

        assertThat(second.onlyMail().recipients()).containsExactly("a@test.example", "b@test.example");
    }

    @Test
    void tellsOnlyOfThoseWhoAreStillMeant() throws Exception {
        Exchange sent = send("t", thenTheSecond(TWO, "&to=b@test.example"));

        assertThat(second.onlyMail().recipients()).containsExactly("b@test.example");
        assertThat(sent.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.ACCEPTED, List.of("b@test.example"))
                .containsEntry(SmtpHeaders.ENVELOPE_TO, List.of("b@test.example"));
    }

    @Test
    void knowsAMailOfOctetsAgain() throws Exception {
        byte[] mail = "From: from@test.example\r\nSubject: s\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
        String options = TWO + "&bodyAs=MIME";
        send(mail, thenTheSecond(options, options));

        assertThat(first.onlyMail().recipients()).containsExactly("a@test.example");
        assertThat(second.onlyMail().recipients()).containsExactly("b@test.example");
    }

    @Test
    void hidesNobodyWhoGotTheMailWhenTheNextAttemptFindsNoServer() throws Exception {
        second.close();
        Exchange failed = send("t", thenTheSecond(TWO, TWO));

        SmtpConnectorException failure = failed.getException(SmtpConnectorException.class);
        assertThat(failure.getCategory()).isEqualTo(Category.PARTIAL);
        assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.PARTIAL);
        assertThat(failure).hasMessageContaining("1 of 2 recipients got the mail, then ");
        assertThat(failed.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "PARTIAL")
                .containsEntry(SmtpHeaders.ACCEPTED, List.of("a@test.example"));
    }

    @Test
    void staysInDoubtWhenTheNextAttemptIsRefused() throws Exception {
        first.on("CONTENT", 1, Fault.closeUnsaid());
        second.on("MAIL", Fault.reply("451 4.3.0 later"));
        Exchange failed = send("t", thenTheSecond(TWO, TWO));

        UncertainDeliveryException failure = failed.getException(UncertainDeliveryException.class);
        assertThat(failure).hasMessageContaining("an earlier attempt was handed over and never answered");
        assertThat(failure.getReply().code()).isEqualTo(451);
        assertThat(failed.getMessage().getHeaders()).containsEntry(SmtpHeaders.DELIVERY_STATE, "UNKNOWN");
        assertThat(failed.getProperty(SmtpHeaders.RESULT_PROPERTY))
                .hasFieldOrPropertyWithValue("state", DeliveryState.UNKNOWN);
    }

    /** The next attempt does not come so far as to be sent: what was in doubt still is, and who was served still is. */
    @ParameterizedTest
    @CsvSource({"true, UNKNOWN", "false, PARTIAL"})
    void tellsTheStateThoughTheNextAttemptCannotBeMade(boolean inDoubt, String state) throws Exception {
        if (inDoubt) {
            first.on("CONTENT", 1, Fault.closeUnsaid());
        }
        Exchange failed = send("t", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .doTry()
                        .to(uri(first, TWO))
                        .doCatch(SmtpConnectorException.class)
                        .end()
                        .process(exchange -> exchange.getContext()
                                .hasEndpoint(uri(second, TWO))
                                .stop())
                        .to(uri(second, TWO));
            }
        });
        assertThat(failed.getException(SmtpConnectorException.class).getDeliveryState())
                .hasToString(state);
        assertThat(failed.getMessage().getHeaders()).containsEntry(SmtpHeaders.DELIVERY_STATE, state);
    }
}
