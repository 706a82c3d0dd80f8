// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpDevConsole;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.pool.PoolStats;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestProxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consoles, JMX and tracing see of an endpoint that has sent a mail and failed with another. */
class SeenFromOutsideTest {

    private static final String USERNAME = "the-user";
    private static final String PASSWORD = "s3cr+t&p";

    private final SmtpTestServer server = new SmtpTestServer();
    private final TestProxy proxy = TestProxy.http(server.port());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private SmtpEndpoint endpoint;

    @BeforeEach
    void sendTwo() throws Exception {
        server.login(USERNAME, PASSWORD, "PLAIN")
                .on("RCPT", 2, Fault.reply("550 5.1.1 nobody here"))
                .start();
        String uri = "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&from=from@test.example&username="
                + USERNAME + "&password=RAW(" + PASSWORD + ")&allowInsecureAuth=true&proxyUri=RAW(http://" + USERNAME
                + ":" + PASSWORD + "@127.0.0.1:" + proxy.port() + ")";
        // JMX knows the endpoints of routes.
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mail").to(uri);
            }
        });
        camel.start();
        endpoint = camel.getEndpoint(uri, SmtpEndpoint.class);
        for (String to : List.of("ann@test.example", "eve@test.example")) {
            camel.createProducerTemplate().send(endpoint, exchange -> exchange.getMessage()
                    .setHeaders(Map.of(
                            SmtpHeaders.TO, to,
                            SmtpHeaders.SUBJECT, "the subject",
                            SmtpHeaders.TEXT, "the content")));
        }
    }

    @AfterEach
    void stop() {
        camel.stop();
        proxy.close();
        server.close();
    }

    private static void assertSaysNoSecret(String shown) {
        assertThat(shown)
                .doesNotContain(USERNAME, PASSWORD, "s3cr", "the subject", "the content", "ann@test", "eve@test");
    }

    @Test
    void showsConnectionsAndErrorsInTheConsoleOfCamel() {
        DevConsoleRegistry registry = camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        DevConsole console = registry.resolveById("smtp-connector");
        assertThat(console).isInstanceOf(SmtpDevConsole.class);

        String text = (String) console.call(DevConsole.MediaType.TEXT);
        assertThat(text)
                .contains(
                        "smtp-connector:",
                        "server=127.0.0.1:" + server.port() + ", tls=STARTTLS_OFFERED, certificateChecked=true,"
                                + " login=true, proxy=http://127.0.0.1:" + proxy.port() + ", connections=1",
                        "category=RECIPIENTS_REJECTED, phase=RCPT, state=NOT_SENT, reply=550 5.1.1 nobody here");
        assertSaysNoSecret(text);

        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
        JsonObject component =
                (JsonObject) json.getCollection("components").iterator().next();
        JsonObject pool =
                (JsonObject) component.getCollection("pools").iterator().next();
        JsonObject error =
                (JsonObject) component.getCollection("errors").iterator().next();
        assertThat(pool)
                .containsEntry("connections", 1)
                .containsEntry("inFlight", 0)
                .containsEntry("waiting", 0)
                .containsEntry("busy", 0)
                .containsEntry("closing", 0)
                .containsEntry("serverLimit", 0)
                .containsEntry("loginPauseMillis", 0L)
                .containsEntry("paceWaitMillis", 0L)
                .containsEntry("backOffMillis", 0L);
        for (RecordComponent figure : PoolStats.class.getRecordComponents()) {
            assertThat(pool.keySet()).as("what a pool knows of itself").anySatisfy(shown -> {
                boolean optional = figure.getName().equals("refusal");
                assertThat(optional || shown.startsWith(figure.getName())).isTrue();
            });
        }
        assertThat(error).containsEntry("reply", "550 5.1.1 nobody here").containsKey("time");
        assertSaysNoSecret(json.toJson());
    }

    @Test
    void isFoundByTheConsolesOfCamel() {
        DevConsoleRegistry registry = camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles();
        assertThat(registry.stream().map(DevConsole::getId)).contains("smtp-connector");
    }

    @Test
    void showsNoSecretInJmx() throws Exception {
        MBeanServer beans = camel.getManagementStrategy().getManagementAgent().getMBeanServer();
        String domain = camel.getManagementStrategy().getManagementAgent().getMBeanObjectDomainName();
        List<ObjectName> endpoints = new ArrayList<>();
        for (ObjectName name :
                beans.queryNames(new ObjectName(domain + ":context=" + camel.getManagementName() + ",*"), null)) {
            String attributes = attributes(beans, name);
            assertSaysNoSecret(name + " " + attributes);
            if (name.toString().contains("smtp-connector") && "endpoints".equals(name.getKeyProperty("type"))) {
                endpoints.add(name);
            }
        }
        assertThat(endpoints).hasSize(1);
        ObjectName ours = endpoints.get(0);
        assertThat(beans.getAttribute(ours, "Server")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(beans.getAttribute(ours, "OpenConnections")).isEqualTo(1);
        assertThat(beans.getAttribute(ours, "MailsInFlight")).isEqualTo(0);
        assertThat(beans.getAttribute(ours, "WaitingSenders")).isEqualTo(0);
    }

    private static String attributes(MBeanServer beans, ObjectName name) throws Exception {
        List<String> readable = new ArrayList<>();
        for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
            if (attribute.isReadable()) {
                readable.add(attribute.getName());
            }
        }
        AttributeList values = beans.getAttributes(name, readable.toArray(new String[0]));
        StringBuilder text = new StringBuilder();
        for (Attribute value : values.asList()) {
            text.append(value.getName()).append('=').append(value.getValue()).append(' ');
        }
        return text.toString();
    }

    @Test
    void tellsTracingWhereTheServerIsAndNotWhoLogsIn() {
        assertThat(endpoint.getServiceUrl()).isEqualTo("smtp:127.0.0.1:" + server.port());
        assertThat(endpoint.getServiceProtocol()).isEqualTo("smtp");
        assertThat(endpoint.getServiceMetadata()).containsExactly(Map.entry("tls", "STARTTLS_OFFERED"));
    }

    @Test
    void remembersTheLastTwentyErrors() {
        RecentErrors errors = new RecentErrors();
        for (int i = 0; i < 25; i++) {
            errors.add(
                    java.time.Instant.EPOCH.plusSeconds(i),
                    io.github.smtpconnector.outcome.Failure.retryable(
                                    io.github.smtpconnector.outcome.Category.CONNECT, "the problem")
                            .toException());
        }
        assertThat(errors.all()).hasSize(20);
        assertThat(errors.all().get(0)).containsEntry("time", "1970-01-01T00:00:24Z");
        assertThat(errors.all().toString()).doesNotContain("the problem");
    }
}
