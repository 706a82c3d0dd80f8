// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.aitool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.test.Mail;
import io.github.smtpconnector.test.MailServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts the example as an assistant would: as a process, spoken to by the SDK's client. */
class AiToolExampleTest {

    private static final Map<String, Object> GOOD = Map.of(
            "to", List.of("ann@example.com", "bob@example.com"), "subject", "Lunch – today?", "text", "At noon.");

    @RegisterExtension
    static final MailServer mails = MailServer.withImplicitTls().login("app", "p&=?#%+ \"é");

    private static McpSyncClient client;

    @BeforeAll
    static void startTheTool() {
        ServerParameters process = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                        "-Dcamel.component.smtp-connector.tlsMode=IMPLICIT",
                        "-Dcamel.component.smtp-connector.ignoreSelfSignedCertificates=true",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmailToolServer.class.getName())
                .env(Map.of(
                        "SMTP_HOST", "localhost",
                        "SMTP_PORT", String.valueOf(mails.port()),
                        "SMTP_USERNAME", "app",
                        "SMTP_PASSWORD", "p&=?#%+ \"é",
                        "LC_ALL", "C.UTF-8"))
                .build();
        StdioClientTransport transport = new StdioClientTransport(process, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(System.err::println);
        client = McpClient.sync(transport)
                .initializationTimeout(Duration.ofSeconds(60))
                .requestTimeout(Duration.ofSeconds(60))
                .build();
        client.initialize();
    }

    @AfterAll
    static void stop() {
        client.closeGracefully();
    }

    @Test
    void offersOneToolWithNarrowInputs() {
        List<Tool> tools = client.listTools().tools();

        assertThat(tools).extracting(Tool::name).containsExactly("send_email");
        Map<String, Object> schema = tools.get(0).inputSchema();
        assertThat(schema).containsEntry("additionalProperties", false);
        assertThat(schema.get("properties"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("to", "subject", "text");
        assertThat(tools.get(0).annotations().destructiveHint()).isTrue();
    }

    @Test
    void sendsAndAnswersWithTheResult() throws Exception {
        CallToolResult result = call(GOOD);

        assertThat(result.isError()).isFalse();
        Map<?, ?> answer = (Map<?, ?>) result.structuredContent();
        Mail mail = mails.mail()
                .hasRecipients("ann@example.com", "bob@example.com")
                .hasHeader("From", "Assistant <assistant@example.com>")
                .hasHeader("To", "ann@example.com, bob@example.com")
                .hasSubject("Lunch – today?")
                .hasText("At noon.")
                .get();
        assertThat(answer.get("state")).isEqualTo("ACCEPTED");
        assertThat(answer.get("messageId")).isEqualTo(mail.messageId());
        assertThat(answer.get("accepted")).isEqualTo(GOOD.get("to"));
        assertThat(answer.get("rejected")).isEqualTo(List.of());
        assertThat(mails.connections()).isEqualTo(1);
    }

    static Stream<Arguments> overreaching() {
        return Stream.of(
                Arguments.of("another recipient", "to", List.of("eve@example.net"), "eve@example.net"),
                Arguments.of(
                        "one other among allowed ones", "to", List.of("ann@example.com", "eve@example.net"), "eve"),
                Arguments.of("two recipients in one", "to", List.of("ann@example.com, eve@example.net"), ""),
                Arguments.of("another host", "host", "mail.example.net", "host"),
                Arguments.of("another sender", "from", "boss@example.com", "from"),
                Arguments.of(
                        "a header by its name", "CamelSmtpConnectorBcc", "eve@example.net", "CamelSmtpConnectorBcc"),
                Arguments.of("a header within the subject", "subject", "Hi\r\nBcc: eve@example.net", "/subject"),
                Arguments.of("a file by its path", "attachments", Map.of("a.txt", "/etc/hostname"), "attachments"),
                Arguments.of("a file instead of text", "text", Map.of("file", "/etc/hostname"), "text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overreaching")
    void isRefused(String what, String name, Object value, String named) {
        Map<String, Object> arguments = new HashMap<>(GOOD);
        arguments.put(name, value);

        CallToolResult result = call(arguments);

        assertThat(result.isError()).isTrue();
        assertThat(((TextContent) result.content().get(0)).text()).contains(named);
        mails.hasNoMail();
    }

    @Test
    void takesAPathInTheTextForWords() throws Exception {
        Map<String, Object> arguments = new HashMap<>(GOOD);
        arguments.put("text", "file:///etc/hostname");

        Object id = ((Map<?, ?>) call(arguments).structuredContent()).get("messageId");

        mails.mail()
                .matching("called " + id, mail -> mail.messageId().equals(id))
                .hasText("file:///etc/hostname");
    }

    private static CallToolResult call(Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder("send_email").arguments(arguments).build());
    }
}
