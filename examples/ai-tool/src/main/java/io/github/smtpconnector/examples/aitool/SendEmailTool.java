// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.aitool;

import io.github.smtpconnector.SmtpHeaders;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** The tool as the model sees it, and its call. */
final class SendEmailTool {

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
        try (InputStream schema = SendEmailTool.class.getResourceAsStream("/send-email.schema.json")) {
            return Tool.builder("send_email", json, new String(schema.readAllBytes(), StandardCharsets.UTF_8))
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
