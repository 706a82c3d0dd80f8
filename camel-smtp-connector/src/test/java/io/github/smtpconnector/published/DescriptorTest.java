// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.SmtpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools read of us: the generated descriptor is the documentation of record. */
class DescriptorTest {

    private static String text;
    private static JsonNode descriptor;

    @BeforeAll
    static void read() throws IOException {
        text = resource("META-INF/io/github/smtpconnector/smtp-connector.json");
        descriptor = new ObjectMapper().readTree(text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DescriptorTest.class.getClassLoader().getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties", "headers"})
    void describesEveryOptionAndHeaderInSentences(String group) {
        assertThat(descriptor.get(group).properties()).isNotEmpty().allSatisfy(entry -> assertThat(
                        entry.getValue().get("description").asText())
                .as(entry.getKey())
                .hasSizeGreaterThan(30)
                .endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties"})
    void marksTheSecrets(String group) {
        List<String> secrets = new ArrayList<>();
        descriptor.get(group).properties().forEach(entry -> {
            if (entry.getValue().get("secret").asBoolean()) {
                secrets.add(entry.getKey());
            }
        });
        assertThat(secrets)
                .containsExactlyInAnyOrder(
                        "username",
                        "password",
                        "accessToken",
                        "oauthClientId",
                        "oauthClientSecret",
                        "oauthRefreshToken",
                        "dkimPrivateKey",
                        "smimeSigningKey",
                        "proxyUri");
    }

    /** A repository or a source of tokens that is there for something else must not change what a mail does. */
    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties"})
    void wiresNothingByItself(String group) {
        assertThat(descriptor.get(group).properties()).allSatisfy(entry -> assertThat(
                        entry.getValue().get("autowired").asBoolean())
                .as(entry.getKey())
                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dkimPrivateKey", "smimeSigningKey", "smimeSigningCertificates", "smimeEncryptionCertificates"})
    void saysWhichOptionsTakeAFile(String option) {
        assertThat(descriptor
                        .get("properties")
                        .get(option)
                        .path("supportFileReference")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void listsEveryHeader() throws IllegalAccessException {
        for (Field field : SmtpHeaders.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getName().equals("RESULT_PROPERTY")) {
                assertThat(descriptor.get("headers").has((String) field.get(null)))
                        .as(field.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void offersEveryEndpointOptionOnTheComponentToo() {
        descriptor.get("properties").fieldNames().forEachRemaining(option -> assertThat(
                        descriptor.get("componentProperties").has(option))
                .as(option)
                .isTrue());
    }

    @Test
    void tellsToolsWhichArtifactHoldsTheScheme() throws IOException {
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(resource("META-INF/services/org/apache/camel/component.properties")));
        assertThat(properties)
                .containsEntry("components", "smtp-connector")
                .containsEntry("groupId", "io.github.smtpconnector")
                .containsEntry("artifactId", "camel-smtp-connector");
    }

    /** A first build that forgets to compile what it has just generated makes a jar that names missing classes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "component/smtp-connector",
                "configurer/smtp-connector-component",
                "configurer/smtp-connector-endpoint",
                "urifactory/smtp-connector-endpoint"
            })
    void holdsTheClassesThatItsServicesName(String service) throws Exception {
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(resource("META-INF/services/org/apache/camel/" + service)));
        assertThat(Class.forName(properties.getProperty("class"))
                        .getDeclaredConstructor()
                        .newInstance())
                .isNotNull();
    }
}
