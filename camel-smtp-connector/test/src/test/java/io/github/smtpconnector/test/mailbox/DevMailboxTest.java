// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.outcome.Verification;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application does with the mailbox on its class path. */
class DevMailboxTest {

    private static final Map<String, Object> INPUTS = Map.of("to", "ann@example.com", "subject", "Hi", "text", "Hello");
    private static final Map<String, String> ON =
            Map.of("smtp-connector.mailbox", "true", "smtp-connector.mailbox.port", "0");

    @ParameterizedTest
    @ValueSource(strings = {"direct:fixed", "direct:dynamic", "direct:unkept"})
    void takesTheMailOfEachEndpoint(String route) throws Exception {
        try (Application application = new Application(ON).start()) {
            Exchange sent = application.send(route, INPUTS);

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeaders())
                    .containsEntry("CamelSmtpConnectorDeliveryState", "ACCEPTED")
                    .containsEntry("CamelSmtpConnectorHost", "127.0.0.1");
        }
    }

    /** Nothing of the application asks the real server, and none gets a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp-connector:smtp.example.invalid?from=orders@example.com",
                "smtp-connector?from=orders@example.com"
            })
    void isWhatAVerificationAsks(String uri) throws Exception {
        try (Application application = new Application(ON).start()) {
            SmtpComponent component =
                    application.camel.getCamelContext().getComponent("smtp-connector", SmtpComponent.class);

            Verification verification = component.verify(uri);

            assertThat(verification.ok()).as(verification.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"refused@example.com, 550", "deferred@example.com, 450"})
    void refusesWhatItsNameAsksFor(String recipient, String code) throws Exception {
        try (Application application = new Application(ON).start()) {
            Exchange sent = application.send("direct:fixed", Map.of("to", recipient, "subject", "Hi", "text", "Hello"));

            assertThat(sent.getException()).hasMessageContaining(code).hasMessageContaining("as its name asks for");
        }
    }

    /** On the class path it does nothing by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"", "false"})
    void staysAwayUntilTheApplicationAsksForIt(String value) throws Exception {
        Map<String, String> off = value.isEmpty() ? Map.of() : Map.of("smtp-connector.mailbox", value);
        try (Application application = new Application(off).start()) {
            assertThat(application.send("direct:fixed", INPUTS).getException())
                    .hasMessageContaining("smtp.example.invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "camel.main.profile, prod",
        "spring.profiles.active, 'cloud, Production'",
        "quarkus.profile, prod",
    })
    void keepsAProductionFromStarting(String property, String value) {
        Map<String, String> properties = new java.util.HashMap<>(ON);
        properties.put(property, value);
        Application application = new Application(properties);

        assertThatThrownBy(application::start)
                .hasMessageContaining("smtp-connector.mailbox=true is for development")
                .hasMessageContaining("Remove the property");
        application.close();
    }

    @Test
    void saysWhichPropertyNamesAnotherPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Application application = new Application(Map.of(
                    "smtp-connector.mailbox",
                    "true",
                    "smtp-connector.mailbox.port",
                    String.valueOf(other.getLocalPort())));

            assertThatThrownBy(application::start)
                    .hasStackTraceContaining("cannot be shown at port " + other.getLocalPort())
                    .hasStackTraceContaining("Set smtp-connector.mailbox.port to a free port");
            application.close();
        }
    }

    /** A new option that says where the server is, or how to be let in, must be known to the mailbox. */
    @Test
    void knowsEveryOptionOfServerAndLogin() throws Exception {
        List<String> named = new ArrayList<>(Redirection.NONE);
        named.addAll(Redirection.INSTEAD.keySet());
        named.addAll(List.of("host", "port"));
        JsonNode descriptor;
        try (InputStream in =
                DevMailboxTest.class.getResourceAsStream("/META-INF/io/github/smtpconnector/smtp-connector.json")) {
            descriptor = new ObjectMapper().readTree(in);
        }
        List<String> options = new ArrayList<>();
        descriptor.get("properties").properties().forEach(option -> {
            String group = option.getValue().get("group").asText();
            if (group.startsWith("security")
                    || group.startsWith("proxy")
                    || option.getKey().startsWith("host")) {
                options.add(option.getKey());
            }
        });
        // What limits the mails holds in development too.
        options.removeAll(Set.of("allowedRecipients", "maxMessageSize"));
        options.add("port");

        assertThat(named).containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void forgetsTheOldestMails() throws Exception {
        try (DevMailbox mailbox = DevMailbox.start(0, java.time.Clock.systemUTC());
                org.apache.camel.impl.DefaultCamelContext camel = new org.apache.camel.impl.DefaultCamelContext()) {
            camel.start();
            var template = camel.createProducerTemplate();
            for (int i = 0; i < DevMailbox.MOST + 5; i++) {
                template.sendBody(
                        "smtp-connector:127.0.0.1:" + mailbox.smtpPort()
                                + "?useTls=false&from=a@example.com&to=b@example.com&text=x&subject=" + i,
                        "");
            }

            assertThat(mailbox.mails()).hasSize(DevMailbox.MOST);
            assertThat(mailbox.mails().get(0).subject()).isEqualTo(String.valueOf(DevMailbox.MOST + 4));
            assertThat(URI.create(mailbox.address()).getHost()).isEqualTo("127.0.0.1");
        }
    }
}
