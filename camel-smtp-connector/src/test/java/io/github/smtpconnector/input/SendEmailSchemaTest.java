// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.smtpconnector.EmailReaderFixture;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that tools read says what the connector takes: each example is judged by both. */
class SendEmailSchemaTest extends EmailReaderFixture {

    private static final String RESOURCE = "META-INF/io/github/smtpconnector/send-email.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    /** What the endpoint gives where an example is about something else. */
    private static final String DEFAULTS = FROM + "&to=x@example.com&text=t&bodyAs=INPUTS";

    private static JsonNode document;
    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        document = JSON.readTree(SendEmailSchemaTest.class.getClassLoader().getResource(RESOURCE));
        schema = FACTORY.getSchema(document);
    }

    @Test
    void isASchemaOfItsDraft() {
        assertThat(document.get("$schema").asText()).isEqualTo(SchemaId.V202012);
        assertThat(FACTORY.getSchema(java.net.URI.create(SchemaId.V202012)).validate(document))
                .isEmpty();
    }

    @Test
    void hasTheFieldsOfTheConnectorAndNoOther() {
        List<String> fields = Arrays.stream(InputField.values())
                .flatMap(field -> field.names().stream().map(InputField.Name::bodyField))
                .toList();

        assertThat(document.get("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields);
        assertThat(document.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void describesEveryFieldAndGivesAnExampleThatIsTaken() {
        for (Map.Entry<String, JsonNode> field : document.get("properties").properties()) {
            assertThat(field.getValue().path("description").asText())
                    .as(field.getKey())
                    .hasSizeGreaterThan(20)
                    .endsWith(".");
            assertThat(field.getValue().path("examples")).as(field.getKey()).isNotEmpty();
            for (JsonNode example : field.getValue().get("examples")) {
                takes(JSON.createObjectNode().set(field.getKey(), example).toString());
            }
        }
        document.at("/$defs/attachment/properties")
                .forEach(part ->
                        assertThat(part.has("description") || part.has("$ref")).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'to': 'Ann <a@example.com>; b@example.com', 'subject': 's', 'text': 't', 'html': '<p>h</p>'}",
                "{'to': ['a@example.com', 'b@example.com, c@example.com', ' '], 'cc': '[`a@example.com`,\\n`b@x.org`]'}",
                "{'toJson': ['a@example.com'], 'ccJson': ['b@example.com'], 'bccJson': '[`c@example.com`]'}",
                "{'dynamicTo': 'a@example.com', 'cc': [], 'bcc': '', 'replyTo': ['a@example.com', 'b@example.com']}",
                "{'dynamicTo': ['a@example.com'], 'toJson': null, 'from': null, 'attachments': null, 'html': null}",
                "{'from': 'Ann <a@example.com>', 'subject': '', 'text': 'two\\nlines'}",
                "{'attachments': {'a.txt': 'x', 'b.json': {'k': [1]}, 'c.json': [1, 2], 'd.bin': 'data:,%00'}}",
                "{'attachments': [{'key': 'a.txt', 'value': 'x'}]}",
                "{'attachments': {'name': 'x', 'b.txt': 'y'}}",
                "{'attachments': '{`a.txt`: `x`}'}",
                "{'attachments': ' [{`key`: `a.txt`, `value`: `x`}]', 'multipleAttachments': ''}",
                "{'attachments': {}, 'multipleAttachments': []}",
                "{'multipleAttachments': [{'fileName': 'a.txt', 'content': {'k': 1}, 'contentType': 'text/plain'}]}",
                "{'multipleAttachments': [{'name': 'a.png', 'content': 'eA==', 'encoding': 'BASE64', 'inline': true}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': '', 'contentId': 'logo', 'inline': 'false'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'encoding': null, 'inline': null}]}",
                "{'multipleAttachments': '[{`name`: `a.txt`, `content`: `x`}]'}",
                "{'headers': {'X-A': 'Grüße', 'Contentious': ''}, 'sender': null, 'priority': 'LOW', 'date': ' '}",
                "{'headers': '{`X-A`: `1`}', 'references': '<a@b> <c@d>', 'inReplyTo': ['a@b'], 'priority': ''}",
                "{'date': '2026-03-01T12:00Z', 'readReceiptTo': [], 'listUnsubscribe': ['mailto:a@example.com']}",
                "{'dsnNotify': ['success', 'Delay'], 'dsnReturn': 'full', 'envelopeId': 'a b', 'requireTls': 'false'}",
                "{'dsnNotify': [], 'dsnReturn': '', 'envelopeId': null, 'requireTls': '', 'holdFor': ' ', 'deliverBy': ''}",
                "{'dsnNotify': 'never', 'holdFor': '90', 'deliverBy': '120;n', 'holdUntil': null}",
                "{'holdUntil': '2026-12-24T08:00Z', 'holdFor': '', 'requireTls': true}",
                "{'date': '2026-03-01T12:00:00.5+01:00[Europe/Berlin]', 'headers': null, 'ownMessageId': 'a@b'}"
            })
    void takesWhatTheConnectorTakes(String inputs) {
        takes(json(inputs));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'recipient': 'a@example.com'}",
                "{'To': 'a@example.com'}",
                "{'to': 5}",
                "{'to': {'email': 'a@example.com'}}",
                "{'cc': ['a@example.com', 7]}",
                "{'ccJson': ['a@example.com', null]}",
                "{'bccJson': [['a@example.com']]}",
                "{'replyTo': true}",
                "{'dynamicTo': ['a@example.com'], 'toJson': ['b@example.com']}",
                "{'from': ['a@example.com']}",
                "{'from': 'a@example.com\\r\\nBcc: eve@example.org'}",
                "{'subject': 'two\\nlines'}",
                "{'subject': ['s']}",
                "{'text': {'k': 'v'}}",
                "{'html': ['<p>h</p>']}",
                "{'attachments': 5}",
                "{'attachments': 'a.txt'}",
                "{'attachments': '`text`'}",
                "{'attachments': {'a.txt': 5}}",
                "{'attachments': {'a.txt': null}}",
                "{'attachments': {'a\\nb': 'x'}}",
                "{'attachments': {' ': 'x'}}",
                "{'attachments': ['x']}",
                "{'attachments': {'fileName': 'a.txt', 'content': 'x', 'contentType': 'text/plain'}}",
                "{'attachments': {'key': 'a.txt', 'value': 'x'}}",
                "{'multipleAttachments': {'a.txt': 'x'}}",
                "{'multipleAttachments': '{`a.txt`: `x`}'}",
                "{'multipleAttachments': [null]}",
                "{'multipleAttachments': [{'key': 'a'}]}",
                "{'multipleAttachments': [{'value': 'x'}]}",
                "{'multipleAttachments': [{'key': 'a', 'name': 'b', 'value': 'x'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'content': 'y'}]}",
                "{'multipleAttachments': [{'key': ' ', 'value': 'x'}]}",
                "{'multipleAttachments': [{'key': 1, 'value': 'x'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': null}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'size': 1}]}",
                "{'multipleAttachments': [{'key': 'a', 'path': '/etc/hosts'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'encoding': 'hex'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': {}, 'encoding': 'base64'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'inline': 'maybe'}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'contentType': 1}]}",
                "{'multipleAttachments': [{'key': 'a', 'value': 'x', 'contentId': 'a\\nb'}]}",
                "{'headers': ['X-A: 1']}",
                "{'headers': {'X-A': 1}}",
                "{'headers': {'X-A': null}}",
                "{'headers': {'X-A': 'a\\nb'}}",
                "{'headers': {'X A': 'b'}}",
                "{'headers': {'bCC': 'eve@example.org'}}",
                "{'headers': {'Content-Type': 'text/html'}}",
                "{'headers': {'ARC-Seal': 'x'}}",
                "{'headers': {'In-Reply-To': '<a@b>'}}",
                "{'headers': 'X-A: 1'}",
                "{'sender': ['a@example.com']}",
                "{'ownMessageId': 5}",
                "{'references': [1]}",
                "{'date': '2026-03-01'}",
                "{'date': '2026-03-01T12:00:00'}",
                "{'date': 1740000000}",
                "{'priority': 'urgent'}",
                "{'priority': 1}",
                "{'readReceiptTo': 5}",
                "{'listUnsubscribe': {}}",
                "{'dsnNotify': 'NEVER,SUCCESS'}",
                "{'dsnNotify': ['NEVER', 'DELAY']}",
                "{'dsnNotify': 'ALWAYS'}",
                "{'dsnNotify': true}",
                "{'dsnReturn': 'HEADERS'}",
                "{'envelopeId': 'Bestellung Ü'}",
                "{'envelopeId': 4711}",
                "{'requireTls': 'yes'}",
                "{'requireTls': 1}",
                "{'holdFor': 0}",
                "{'holdFor': 1000000000}",
                "{'holdFor': 1.5}",
                "{'holdFor': 'tomorrow'}",
                "{'holdFor': 60, 'holdUntil': '2026-12-24T08:00Z'}",
                "{'holdUntil': '2026-12-24'}",
                "{'holdUntil': 1740000000}",
                "{'deliverBy': '3600'}",
                "{'deliverBy': '0;R'}",
                "{'deliverBy': '-5;N'}",
                "{'deliverBy': 3600}",
                "{'calendar': 'an invitation'}",
                "{'calendar': ['BEGIN:VCALENDAR']}"
            })
    void refusesWhatTheConnectorRefuses(String inputs) {
        String json = json(inputs);
        assertThat(complaints(json)).isNotEmpty();
        assertThat(refusal(DEFAULTS, json, Map.of())).isNotBlank();
    }

    /** Single quotes for JSON's own, backticks for those within a JSON text. */
    private static String json(String inputs) {
        return inputs.replace('\'', '"').replace("`", "\\\"");
    }

    private void takes(String inputs) {
        assertThat(complaints(inputs)).as(inputs).isEmpty();
        assertThat(send(DEFAULTS, inputs, Map.of()).getException()).as(inputs).isNull();
    }

    private static Set<ValidationMessage> complaints(String inputs) {
        try {
            return schema.validate(JSON.readTree(inputs));
        } catch (JsonProcessingException e) {
            throw new AssertionError(inputs, e);
        }
    }
}
