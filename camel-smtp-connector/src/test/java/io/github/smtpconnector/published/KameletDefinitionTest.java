// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tool shows of the Kamelets is what the component's descriptor says. */
class KameletDefinitionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ICON = "data:image/svg+xml;base64,";

    static Stream<Arguments> kamelets() {
        return Stream.of("sink", "action").map(type -> Arguments.of(type, kamelet(type)));
    }

    private static JsonNode kamelet(String type) {
        return read(new YAMLMapper(), "kamelets/smtp-connector-send-" + type + ".kamelet.yaml");
    }

    private static JsonNode descriptor() {
        return read(JSON, "META-INF/io/github/smtpconnector/smtp-connector.json");
    }

    private static JsonNode read(ObjectMapper mapper, String resource) {
        try (InputStream in = KameletDefinitionTest.class.getClassLoader().getResourceAsStream(resource)) {
            return mapper.readTree(Objects.requireNonNull(in, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void isNamedAndLabelledForTheCatalog(String type, JsonNode kamelet) {
        JsonNode metadata = kamelet.get("metadata");
        assertThat(kamelet.get("kind").asText()).isEqualTo("Kamelet");
        assertThat(metadata.get("name").asText()).isEqualTo("smtp-connector-send-" + type);
        assertThat(metadata.at("/labels/camel.apache.org~1kamelet.type").asText())
                .isEqualTo(type);
        String icon = metadata.at("/annotations/camel.apache.org~1kamelet.icon").asText();
        assertThat(icon).startsWith(ICON);
        assertThat(new String(Base64.getDecoder().decode(icon.substring(ICON.length())), StandardCharsets.UTF_8))
                .startsWith("<svg ")
                .endsWith("</svg>");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dependsOnThisVersion(String type, JsonNode kamelet) {
        String version = descriptor().at("/component/version").asText();
        assertThat(kamelet.at("/spec/dependencies"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "camel:core", "camel:kamelet", "mvn:io.github.smtpconnector:camel-smtp-connector:" + version);
        assertThat(kamelet.at("/metadata/annotations/camel.apache.org~1catalog.version")
                        .asText())
                .isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describesItsPropertiesAsTheDescriptorDoes(String type, JsonNode kamelet) {
        JsonNode options = descriptor().get("properties");
        for (Map.Entry<String, JsonNode> property : properties(kamelet)) {
            JsonNode option = options.path(property.getKey());
            JsonNode value = property.getValue();
            assertThat(option.isMissingNode()).as(property.getKey()).isFalse();
            assertThat(value.get("title")).isEqualTo(option.get("displayName"));
            assertThat(value.get("description")).isEqualTo(option.get("description"));
            assertThat(value.path("default").asText())
                    .as(property.getKey())
                    .isEqualTo(option.path("defaultValue").asText());
            assertThat(value.path("enum")).isEqualTo(option.path("enum"));
            assertThat(value.get("type").asText())
                    .isEqualTo(
                            switch (option.get("type").asText()) {
                                case "integer" -> "integer";
                                case "boolean" -> "boolean";
                                default -> "string";
                            });
            assertThat(value.has("x-descriptors"))
                    .as(property.getKey())
                    .isEqualTo(option.get("secret").asBoolean());
        }
        assertThat(kamelet.at("/spec/definition/properties/password/format").asText())
                .isEqualTo("password");
        assertThat(kamelet.at("/spec/definition/required"))
                .extracting(JsonNode::asText)
                .containsExactly("host");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void handsEveryPropertyOver(String type, JsonNode kamelet) {
        JsonNode to = kamelet.at("/spec/template/from/steps/0/to");
        assertThat(to.get("uri").asText()).isEqualTo("smtp-connector:{{host}}:{{port}}");

        List<String> expected = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties(kamelet)) {
            String name = property.getKey();
            if (!name.equals("host") && !name.equals("port")) {
                expected.add(name);
                assertThat(to.get("parameters").path(name).asText())
                        .isIn("{{" + name + "}}", "{{?" + name + "}}", "RAW({{" + name + "}})");
            }
        }
        if (type.equals("action")) {
            expected.add("resultAs");
            assertThat(to.at("/parameters/resultAs").asText()).isEqualTo("BODY");
        }
        assertThat(to.get("parameters").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode kamelet) {
        return kamelet.at("/spec/definition/properties").properties();
    }
}
