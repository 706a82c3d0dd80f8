// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.aitool;

import io.github.smtpconnector.SmtpHeaders;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** The tool as the model sees it, and its call. */
final class SendEmailTool {

    private static final String SCHEMA = "/META-INF/io/github/smtpconnector/send-email.schema.json";

    /** What the model may say, of all the inputs that the connector has. */
    private static final List<String> INPUTS = List.of("to", "subject", "text");

    private static final Map<String, String> ANSWER = Map.of(
            "messageId", SmtpHeaders.MESSAGE_ID,
            "queueId", SmtpHeaders.QUEUE_ID,
            "state", SmtpHeaders.DELIVERY_STATE,
            "accepted", SmtpHeaders.ACCEPTED,
            "rejected", SmtpHeaders.REJECTED);

    private final ProducerTemplate camel;

    SendEmailTool(ProducerTemplate camel) {
        this.camel = camel;
    }

    static Tool description(McpJsonMapper json) throws IOException {
        return Tool.builder("send_email", inputSchema(json))
                .title("Send email")
                .description("Sends one mail in plain text. It cannot be called back once it is sent.")
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(false)
                        .destructiveHint(true)
                        .idempotentHint(false)
                        .openWorldHint(true)
                        .build())
                .build();
    }

    /** The schema in the connector's jar, which allows no other property than those it lists, with fewer of them. */
    private static Map<String, Object> inputSchema(McpJsonMapper json) throws IOException {
        try (InputStream shipped = SmtpHeaders.class.getResourceAsStream(SCHEMA)) {
            Map<String, Object> schema = json.readValue(shipped.readAllBytes(), new TypeRef<>() {});
            ((Map<?, ?>) schema.get("properties")).keySet().retainAll(INPUTS);
            schema.put("required", INPUTS);
            return schema;
        }
    }

    CallToolResult call(CallToolRequest request) {
        Exchange sent = camel.request(
                SendEmailRoute.START, exchange -> exchange.getMessage().setBody(request.arguments()));
        Map<String, Object> answer = new LinkedHashMap<>();
        ANSWER.forEach((name, header) -> answer.put(name, sent.getMessage().getHeader(header)));
        boolean failed = sent.getException() != null;
        String text = failed ? sent.getException().getMessage() : "Sent. " + answer;
        return CallToolResult.builder()
                .addTextContent(text)
                .structuredContent(answer)
                .isError(failed)
                .build();
    }
}
