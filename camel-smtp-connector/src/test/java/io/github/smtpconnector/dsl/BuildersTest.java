// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.dsl;

import static io.github.smtpconnector.dsl.SmtpConnectorComponentBuilder.smtpConnectorComponent;
import static io.github.smtpconnector.dsl.SmtpConnectorEndpointBuilder.smtpConnector;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The builders that Java users write in place of a URI have every option and lose no character. */
class BuildersTest {

    private static final Path DESCRIPTOR =
            Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json");
    private static final String SPECIAL = "p&=?#%+ \"é{}\\:4'1 100% a%20b (c) x;y";

    private final SmtpTestServer server = new SmtpTestServer()
            .startTls(TestCertificates.shared().localhost())
            .login("orders", SPECIAL, "PLAIN")
            .start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    static Stream<Arguments> builders() throws Exception {
        JsonNode descriptor = JsonMapper.builder().build().readTree(DESCRIPTOR.toFile());
        return Stream.of(
                Arguments.of(SmtpConnectorEndpointBuilder.class, descriptor.get("properties")),
                Arguments.of(SmtpConnectorComponentBuilder.class, descriptor.get("componentProperties")));
    }

    @ParameterizedTest
    @MethodSource("builders")
    void haveAMethodForEveryOption(Class<?> builder, JsonNode options) {
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (!option.getValue().get("kind").asText().equals("path")) {
                assertThat(Arrays.stream(builder.getMethods())
                                .filter(method -> method.getName().equals(option.getKey()))
                                .map(method -> method.getParameterTypes()[0].getName()))
                        .as("%s; build once more to compile what was generated", option.getKey())
                        .contains(option.getValue().get("javaType").asText());
            }
        }
    }

    @Test
    void sendAMailThroughARouteInJava() throws Exception {
        Properties secrets = new Properties();
        secrets.put("secret", SPECIAL);
        camel.getPropertiesComponent().setInitialProperties(secrets);
        smtpConnectorComponent()
                .port(server.port())
                .username("orders")
                .password("{{secret}}")
                .ignoreSelfSignedCertificates(true)
                .connectTimeout("5s")
                .register(camel, "mail");

        Exchange sent = send(smtpConnector("mail", "localhost")
                .from("Örders <orders@example.com>")
                .to("Ann & Bob <ann@example.com>; carl@example.com")
                .subject(SPECIAL)
                .html("<p class=\"a\">50% & more = {{secret}}</p>")
                .resultAs(ResultAs.BOTH)
                .maxWait("5s"));

        ReceivedMail mail = server.mails().get(0).parsed();
        assertThat(mail.header("Subject")).isEqualTo(SPECIAL);
        assertThat(mail.html()).isEqualToIgnoringNewLines("<p class=\"a\">50% & more = " + SPECIAL + "</p>");
        assertThat(mail.header("From")).isEqualTo("Örders <orders@example.com>");
        assertThat(server.mails().get(0).recipients()).containsExactly("ann@example.com", "carl@example.com");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getMessage().getBody()).isInstanceOf(Map.class);
    }

    @Test
    void takeALoginWithAnyCharacterInTheEndpoint() throws Exception {
        send(smtpConnector("localhost:" + server.port())
                .ignoreSelfSignedCertificates(true)
                .username("orders")
                .password(SPECIAL)
                .from("a@example.com")
                .to("b@example.com")
                .text("t"));

        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void takeExpressionsInADynamicEndpoint() throws Exception {
        SmtpConnectorEndpointBuilder endpoint = smtpConnector("localhost:${header.port}")
                .ignoreSelfSignedCertificates(true)
                .from("a@example.com")
                .to("${header.who}")
                .subject("#1 & more")
                .text("t");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").toD(endpoint);
            }
        });
        camel.start();
        camel.createProducerTemplate()
                .requestBodyAndHeaders(
                        "direct:start", "", Map.of("port", server.port(), "who", "Bob & Ann <ann@example.com>"));

        assertThat(server.onlyMail().recipients()).containsExactly("ann@example.com");
        assertThat(server.onlyMail().parsed().header("Subject")).isEqualTo("#1 & more");
    }

    @Test
    void leaveTheServerToTheComponent() throws Exception {
        SmtpComponent component = smtpConnectorComponent()
                .host("mail.example.com")
                .tlsMode(TlsMode.IMPLICIT)
                .port(465)
                .build(camel);
        camel.addComponent("smtp-connector", component);

        SmtpEndpoint endpoint = smtpConnector().resolve(camel, SmtpEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo("smtp:mail.example.com:465");
        assertThat(endpoint.getConfiguration().getTlsMode()).isEqualTo(TlsMode.IMPLICIT);
    }

    @Test
    void showNoSecrets() {
        assertThat(smtpConnector("localhost").password("a&b=c").username("joe"))
                .asString()
                .contains("smtp-connector", "localhost")
                .doesNotContain("b=c", "b%3Dc", "joe");
    }

    /** Whatever the value holds, for every option that is a secret: Camel masks by a pattern that some values break. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1d&h1d",
                "h1d)h1d",
                "h1d)&h1d=h1d",
                "h1d}h1d)&h1d",
                "h1d{h1d&h1d",
                "h1d+h1d%41",
                "RAW(h1d)&h1d)"
            })
    void leakNothingOfASecret(String secret) throws Exception {
        JsonNode options =
                JsonMapper.builder().build().readTree(DESCRIPTOR.toFile()).get("properties");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (option.getValue().path("secret").asBoolean()) {
                SmtpConnectorEndpointBuilder builder = smtpConnector("localhost");
                builder.doSetProperty(option.getKey(), secret);
                assertThat(builder.toString()).as(option.getKey()).doesNotContain("h1d");
                assertThat(builder.getRawUri()).as(option.getKey()).doesNotContain("h1d");
            }
        }
        EndpointProducerBuilder given =
                smtpConnector("localhost").username(secret).password(secret);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // JMX knows the endpoints of routes.
                from("direct:start").to(given);
            }
        });
        camel.start();
        Endpoint endpoint = given.resolve(camel);
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        Set<ObjectName> names = agent.getMBeanServer()
                .queryNames(new ObjectName(agent.getMBeanObjectDomainName() + ":type=endpoints,*"), null);
        assertThat(names.toString()).contains("smtp-connector").doesNotContain("h1d");
        assertThat(endpoint + URISupport.sanitizeUri(endpoint.getEndpointUri()) + camel.getEndpoints())
                .doesNotContain("h1d");
        assertThat(((SmtpEndpoint) endpoint).getConfiguration().getPassword()).isEqualTo(secret);
    }

    private Exchange send(EndpointProducerBuilder endpoint) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(endpoint);
            }
        });
        camel.start();
        Exchange sent = camel.createProducerTemplate()
                .request("direct:start", exchange -> exchange.getMessage().setBody(List.of()));
        if (sent.getException() != null) {
            throw sent.getException();
        }
        return sent;
    }
}
