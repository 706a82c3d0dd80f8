// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Message;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamelKExampleTest {

    @TempDir
    Path folder;

    private final Properties secret = secret();

    @RegisterExtension
    final MailServer server = MailServer.withImplicitTls()
            .login(secret.getProperty("smtp.username"), secret.getProperty("smtp.password"));

    private final Main camel = new Main();

    private static Properties secret() {
        try {
            Properties secret = new Properties();
            secret.load(new StringReader(KubernetesFile.read("secret.yaml")
                    .at("stringData", "smtp.properties")
                    .toString()));
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void theFlowsOfTheIntegrationSendTheirMail() throws Exception {
        KubernetesFile integration = KubernetesFile.read("integration.yaml");
        Path flows = Files.writeString(folder.resolve("digest.yaml"), integration.yaml("spec", "flows"));
        for (String property : integration.texts("spec", "traits", "camel", "properties")) {
            String[] parts = property.split("=", 2);
            camel.addInitialProperty(parts[0], parts[1]);
        }

        Message sent = runOnce(flows);

        Mail mail = server.mail()
                .hasRecipients("ann@example.com", "bob@example.com")
                .hasSubject("The daily digest")
                .hasHeader("From", "Cluster <cluster@example.com>")
                .hasText("All is well.")
                .get();
        assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getHeader(SmtpHeaders.ACCEPTED)).isEqualTo(List.of("ann@example.com", "bob@example.com"));
        assertThat(sent.getHeader(SmtpHeaders.MESSAGE_ID)).isEqualTo(mail.messageId());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void thePipeSendsItsMail() throws Exception {
        Message sent = runOnce(KubernetesFile.read("pipe.yaml").file());

        server.mail()
                .hasSubject("Still here")
                .hasHeader("To", "ann@example.com")
                .hasText("The cluster is alive.");
        assertThat(sent.getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"integration.yaml, Integration, digest", "pipe.yaml, Pipe, heartbeat"})
    void eachFileIsOneNamedResourceOfCamelK(String file, String kind, String name) throws Exception {
        KubernetesFile resource = KubernetesFile.read(file);

        assertThat(resource.at("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(resource.at("kind")).isEqualTo(kind);
        assertThat(resource.at("metadata", "name")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"integration.yaml, integrations", "pipe.yaml, pipes"})
    void eachFileFollowsThePublishedSchema(String file, String plural) throws Exception {
        assertThat(new PublishedSchema(plural)
                        .complaints(KubernetesFile.read(file).root()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "integration.yaml, integrations, 'configs:', 'secrets:'",
        "integration.yaml, integrations, 'flows:', 'routes:'",
        "integration.yaml, integrations, 'traits:', 'trait:'",
        "pipe.yaml, pipes, 'source:', 'from:'",
        "pipe.yaml, pipes, 'integration:', 'integrations:'",
        "pipe.yaml, pipes, 'uri: timer:heartbeat', 'uri: 5'"
    })
    void theSchemaWouldRefuseAMistake(String file, String plural, String right, String wrong) throws Exception {
        Path mistaken = folder.resolve(file);
        Files.writeString(
                mistaken, Files.readString(KubernetesFile.read(file).file()).replace(right, wrong));

        assertThat(new PublishedSchema(plural)
                        .complaints(KubernetesFile.read(mistaken).root()))
                .isNotEmpty();
    }

    @Test
    void bothDependOnTheConnectorAndMountTheSecret() throws Exception {
        KubernetesFile integration = KubernetesFile.read("integration.yaml");
        KubernetesFile pipe = KubernetesFile.read("pipe.yaml");
        String mount = "secret:" + KubernetesFile.read("secret.yaml").at("metadata", "name");

        assertThat(integration.texts("spec", "dependencies")).containsExactly(dependency());
        assertThat(pipe.texts("spec", "integration", "dependencies")).containsExactly(dependency());
        assertThat(integration.texts("spec", "traits", "mount", "configs")).containsExactly(mount);
        assertThat(pipe.at("metadata", "annotations", "trait.camel.apache.org/mount.configs"))
                .isEqualTo(mount);
    }

    /** As the connector's own jar names itself. */
    private static String dependency() throws Exception {
        Properties jar = new Properties();
        try (InputStream in =
                SmtpHeaders.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            jar.load(in);
        }
        return "mvn:%s:%s:%s"
                .formatted(jar.getProperty("groupId"), jar.getProperty("artifactId"), jar.getProperty("version"));
    }

    private Message runOnce(Path routes) throws Exception {
        secret.forEach((name, value) -> camel.addInitialProperty(name.toString(), value.toString()));
        camel.addOverrideProperty("smtp.host", server.host());
        camel.addOverrideProperty("smtp.port", String.valueOf(server.port()));
        camel.addOverrideProperty("camel.component.smtp-connector.tlsMode", "IMPLICIT");
        camel.addOverrideProperty("camel.component.smtp-connector.ignoreSelfSignedCertificates", "true");
        camel.configure().withRoutesIncludePattern("file:" + routes);
        camel.init();
        AtomicReference<Message> sent = new AtomicReference<>();
        camel.getCamelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeCompletedEvent completed) {
                    sent.set(completed.getExchange().getMessage());
                }
            }
        });
        NotifyBuilder done =
                new NotifyBuilder(camel.getCamelContext()).whenDone(1).create();
        camel.start();
        assertThat(done.matches(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.get()).isNotNull();
        return sent.get();
    }
}
