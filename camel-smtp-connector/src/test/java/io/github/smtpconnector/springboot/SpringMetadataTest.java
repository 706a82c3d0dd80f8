// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

/** The options that an editor offers in application.properties agree with the component's descriptor. */
class SpringMetadataTest {

    private static final Path DESCRIPTOR =
            Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json");
    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path EXPECTED = Path.of("target/spring-configuration-metadata.json");

    private static final String PREFIX = ComponentOptions.PREFIX;
    private static final String SOURCE = SmtpConnectorAutoConfiguration.class.getName();
    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "integer", "java.lang.Integer",
            "string", "java.lang.String",
            "duration", "java.time.Duration");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void saysWhatTheDescriptorSays() throws IOException {
        String expected = metadata(json.readTree(DESCRIPTOR.toFile()).get("componentProperties"));
        Files.writeString(EXPECTED, expected);

        assertThat(METADATA)
                .as("after a change of the options copy %s to %s", EXPECTED, METADATA)
                .hasContent(expected);
    }

    private String metadata(JsonNode options) {
        ObjectNode metadata = json.createObjectNode();
        metadata.putArray("groups")
                .addObject()
                .put("name", PREFIX)
                .put("type", SOURCE)
                .put("sourceType", SOURCE);
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        property(properties, "customizer.enabled", "java.lang.Boolean")
                .put("description", "Whether these options are set on the component.")
                .put("defaultValue", true);
        property(properties, "enabled", "java.lang.Boolean")
                .put("description", "Whether the component is configured by these options at all.")
                .put("defaultValue", true);
        options.properties().forEach(entry -> {
            JsonNode option = entry.getValue();
            String name = StringHelper.camelCaseToDash(entry.getKey());
            ObjectNode property = property(properties, name, type(option));
            property.put("description", option.get("description").asText());
            if (option.has("defaultValue")) {
                property.set("defaultValue", defaultValue(option));
            }
            if (option.has("enum") && type(option).equals("java.lang.String")) {
                ArrayNode values =
                        hints.addObject().put("name", PREFIX + "." + name).putArray("values");
                option.get("enum").forEach(value -> values.addObject().set("value", value));
            }
        });
        return metadata.toPrettyString() + "\n";
    }

    private static ObjectNode property(ArrayNode properties, String name, String type) {
        return properties
                .addObject()
                .put("name", PREFIX + "." + name)
                .put("type", type)
                .put("sourceType", SOURCE);
    }

    /** Enums and beans have the type itself, by which an editor finds the values. */
    private static String type(JsonNode option) {
        return TYPES.getOrDefault(
                option.get("type").asText(), option.get("javaType").asText());
    }

    private static JsonNode defaultValue(JsonNode option) {
        JsonNode value = option.get("defaultValue");
        return option.get("type").asText().equals("duration")
                ? JsonMapper.builder().build().getNodeFactory().textNode(value.asText() + "ms")
                : value;
    }
}
