// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both Kamelets are found on the class path, and what is given to them arrives. */
class KameletTest {

    private static final String SINK = "kamelet:smtp-connector-send-sink";
    private static final String ACTION = "kamelet:smtp-connector-send-action";

    private static final String YAML =
            """
            - route:
                from:
                  uri: direct:yaml
                  steps:
                    - to:
                        uri: kamelet:smtp-connector-send-sink
                        parameters:
                          host: localhost
                          port: "{{smtp.port}}"
                          useTls: false
                          username: ann
                          password: "RAW({{smtp.password}})"
                          from: a@example.com
                          to: b@example.com
                          subject: "RAW({{mail.subject}})"
            """;

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void start(Map<String, String> properties) {
        server.start();
        properties.forEach(context.getPropertiesComponent()::addInitialProperty);
        context.start();
    }

    private Exchange send(String uri, @Nullable Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = context.createProducerTemplate().send(uri, prepared -> {
            prepared.getMessage().setBody(body);
            headers.forEach((name, value) -> prepared.getMessage().setHeader("CamelSmtpConnector" + name, value));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private String plain(String kamelet, String parameters) {
        return kamelet + "?host=localhost&useTls=false&port=" + server.port() + parameters;
    }

    @Test
    void sinkSendsTheBodyAsTextAndKeepsIt() throws Exception {
        start(Map.of());
        Exchange sent = send(
                plain(SINK, "&from=a@example.com&to=b@example.com&cc=c@example.com&bcc=d@example.com"),
                "hello",
                Map.of("Subject", "from a header", "DynamicTo", List.of("e@example.com")));

        ReceivedMail mail = server.onlyMail().parsed();
        assertThat(String.valueOf(mail.text()).strip()).isEqualTo("hello");
        assertThat(mail.header("Subject")).isEqualTo("from a header");
        assertThat(server.onlyMail().recipients())
                .containsExactlyInAnyOrder("b@example.com", "c@example.com", "d@example.com", "e@example.com");
        assertThat(sent.getMessage().getBody()).isEqualTo("hello");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
    }

    @Test
    void actionTakesInputsFromTheBodyAndPutsTheResultThere() throws Exception {
        start(Map.of());
        Map<String, Object> inputs = Map.of("to", "b@example.com", "html", "<p>h</p>", "subject", "from the body");
        Exchange sent = send(plain(ACTION, "&from=a@example.com&subject=default"), inputs, Map.of());

        assertThat(server.onlyMail().parsed().header("Subject")).isEqualTo("from the body");
        assertThat(server.onlyMail().parsed().tree()).isEqualTo("text/html");
        assertThat(sent.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("accepted", List.of("b@example.com"))
                .containsKeys("messageId", "response", "envelope");
    }

    @Test
    void bothShareTheConnectionAndTheDefaultsOfTheComponent() throws Exception {
        start(Map.of());
        context.getComponent("smtp-connector", SmtpComponent.class)
                .getConfiguration()
                .setFrom("default@example.com");
        send(plain(SINK, "&to=b@example.com"), "1", Map.of());
        send(plain(ACTION, "&to=b@example.com"), "2", Map.of());

        assertThat(server.mails())
                .extracting(mail -> mail.parsed().header("From"))
                .containsOnly("default@example.com");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void asksTheServerWhatItsPropertiesSay() throws Exception {
        server.with("DSN");
        start(Map.of());
        String unsubscribe = "https://example.com/unsubscribe?list=1&of=2";
        String asked = "&dsnNotify=SUCCESS,DELAY&dsnReturn=HDRS&listUnsubscribe=RAW(" + unsubscribe + ")";
        send(plain(SINK, "&from=a@example.com&to=b@example.com" + asked), "t", Map.of());

        assertThat(server.onlyMail().mailCommand()).endsWith(" RET=HDRS");
        assertThat(server.commands())
                .contains("RCPT TO:<b@example.com> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@example.com");
        assertThat(server.onlyMail().parsed().header("List-Unsubscribe")).isEqualTo("<" + unsubscribe + ">");
    }

    @Test
    void refusesAnEmptyListOfAllowedRecipients() {
        start(Map.of());
        assertThatThrownBy(() -> send(
                        plain(SINK, "&from=a@example.com&to=b@example.com&allowedRecipients=RAW()"), "t", Map.of()))
                .hasStackTraceContaining("allowedRecipients");
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&q=r",
                "100%",
                "%41%2B",
                "a+b c",
                "\"double\" 'single'",
                "a#b",
                "#a",
                "?a=b",
                "(a) and b)",
                "a)b(",
                "{a}",
                "Grüße",
                "back\\slash $1 ${body} @x@"
            })
    void carriesAnyValueUnchanged(String value) throws Exception {
        server.login("ann", value, "PLAIN");
        start(Map.of(
                "smtp.port",
                String.valueOf(server.port()),
                "smtp.password",
                value,
                "mail.subject",
                value,
                "camel.kamelet.smtp-connector-send-sink.password",
                value,
                "camel.kamelet.smtp-connector-send-sink.subject",
                value));
        String uri = plain(SINK, "&username=ann&from=a@example.com&to=b@example.com");
        String raw = "&password=RAW(" + value + ")&subject=RAW(" + value + ")";
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", YAML));

        send(uri + raw, "in the URI", Map.of());
        send(uri + raw + "&allowedRecipients=*@example.com", "with nothing left out", Map.of());
        send(uri + "&password=RAW({{smtp.password}})&subject=RAW({{mail.subject}})", "by placeholder", Map.of());
        send(uri, "for all uses, from the properties", Map.of());
        send("direct:yaml", "in YAML", Map.of());

        assertThat(server.mails())
                .hasSize(5)
                .extracting(mail -> mail.parsed().header("Subject"))
                .containsOnly(value);
    }
}
