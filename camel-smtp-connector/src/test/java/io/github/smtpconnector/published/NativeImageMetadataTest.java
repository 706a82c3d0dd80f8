// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.SmtpComponent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A native image keeps what its metadata names: all of it must exist, and nothing that Camel loads may be missing. */
class NativeImageMetadataTest {

    private static final String FOLDER = "META-INF/native-image/io.github.smtpconnector/camel-smtp-connector/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode reflection;
    private static List<Pattern> resources;
    private static List<String> files;

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        Path classes = Path.of(SmtpComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        reflection =
                JSON.readTree(classes.resolve(FOLDER + "reflect-config.json").toFile());
        resources = new ArrayList<>();
        JSON.readTree(classes.resolve(FOLDER + "resource-config.json").toFile())
                .at("/resources/includes")
                .forEach(include ->
                        resources.add(Pattern.compile(include.get("pattern").asText())));
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @Test
    void namesClassesThatExistAndCanBeMadeWhereItSaysSo() throws ReflectiveOperationException {
        assertThat(reflection).isNotEmpty();
        for (JsonNode entry : reflection) {
            Class<?> named = Class.forName(entry.get("name").asText());
            if (entry.has("methods")) {
                assertThat(named.getDeclaredConstructor().newInstance()).isNotNull();
            }
        }
    }

    @Test
    void namesEveryClassThatAServiceFileNames() throws IOException {
        List<String> made = new ArrayList<>();
        reflection.forEach(entry -> {
            if (entry.has("methods")) {
                made.add(entry.get("name").asText());
            }
        });
        List<String> services = new ArrayList<>();
        for (String file : files) {
            if (file.matches("META-INF/services/org/apache/camel/[^/]+/.*")) {
                Properties service = new Properties();
                service.load(SmtpComponent.class.getClassLoader().getResourceAsStream(file));
                services.add(Objects.requireNonNull(service.getProperty("class"), file));
            }
        }
        assertThat(made).containsExactlyInAnyOrderElementsOf(services);
    }

    @Test
    void namesNoResourceInVain() {
        assertThat(resources).isNotEmpty();
        for (Pattern resource : resources) {
            assertThat(files).as(resource.pattern()).anyMatch(resource.asMatchPredicate());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/io/github/smtpconnector/send-email.schema.json",
                "META-INF/io/github/smtpconnector/smtp-connector.json",
                "META-INF/services/org/apache/camel/component/smtp-connector",
                "META-INF/services/org/apache/camel/configurer/smtp-connector-component",
                "META-INF/services/org/apache/camel/configurer/smtp-connector-endpoint",
                "META-INF/services/org/apache/camel/dev-console/smtp-connector",
                "META-INF/services/org/apache/camel/urifactory/smtp-connector-endpoint",
                "io/github/smtpconnector/email/media-types.properties",
                "kamelets/smtp-connector-send-action.kamelet.yaml",
                "kamelets/smtp-connector-send-sink.kamelet.yaml"
            })
    void keepsTheResourcesThatAreLoaded(String resource) {
        assertThat(files).contains(resource);
        assertThat(resources).anyMatch(pattern -> pattern.matcher(resource).matches());
    }
}
