// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Camel K publishes of a kind of resource, read as strictly as a server that is asked to validate fields reads it. */
final class PublishedSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonSchema schema;

    /** Takes the plural of the kind, by which the files of Camel K are named. */
    PublishedSchema(String plural) throws IOException {
        try (InputStream in = PublishedSchema.class.getResourceAsStream("/camel.apache.org_" + plural + ".yaml")) {
            // One large document, more than the reader takes by default.
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(10_000_000).build();
            JsonNode definition = JSON.valueToTree(new Load(settings).loadFromInputStream(in));
            JsonNode v1 = definition.at("/spec/versions/0");
            if (!v1.get("name").asText().equals("v1")) {
                throw new IllegalStateException("v1 comes first no more");
            }
            JsonNode published = v1.at("/schema/openAPIV3Schema");
            closeObjects(published);
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(published);
        }
    }

    List<String> complaints(Object resource) {
        return schema.validate(JSON.valueToTree(resource)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** A field that an object does not list is an error, unless the schema says that it keeps such fields. */
    private static void closeObjects(JsonNode part) {
        if (part instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        part.forEach(PublishedSchema::closeObjects);
    }
}
