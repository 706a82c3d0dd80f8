// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.TestPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what the code does. A failing comparison shows the table that belongs there. */
class ReadmeTest {

    private static final Path TOP = Path.of("..");
    private static final Path DESCRIPTOR =
            Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json");
    private static final String RESULT = "Result: ";

    private static String readme;
    private static JsonNode descriptor;

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(TOP.resolve("README.md"));
        descriptor = JsonMapper.builder().build().readTree(DESCRIPTOR.toFile());
    }

    @Test
    void listsTheOptionsOfTheDescriptor() {
        String rows = descriptor.get("properties").properties().stream()
                .map(option -> row(
                        "`" + option.getKey() + "`",
                        code(option.getValue().path("defaultValue").asText()),
                        option.getValue().get("description").asText()))
                .collect(Collectors.joining("\n"));

        assertThat(block("options")).isEqualTo("| Option | Default | |\n|---|---|---|\n" + rows);
    }

    @Test
    void listsTheInputHeadersOfTheDescriptor() {
        assertThat(block("inputs")).isEqualTo(headers(false));
    }

    @Test
    void listsTheResultHeadersOfTheDescriptor() {
        assertThat(block("results")).isEqualTo(headers(true));
    }

    @Test
    void namesTheCommandThatTheContinuousBuildRuns() throws IOException {
        String script = Files.readString(TOP.resolve(".ci/run"));
        List<String> command = Pattern.compile("^test_command='(.*)'$", Pattern.MULTILINE)
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(command).hasSize(1);
        assertThat(readme.lines()).contains("    " + command.get(0));
    }

    @Test
    void showsYamlThatLoads(@TempDir Path folder) throws Exception {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        for (String example : examples) {
            Properties login = new Properties();
            login.putAll(Map.of("smtp.username", "orders", "smtp.password", "secret"));
            login.setProperty("proxy.login", "me:secret");
            login.putAll(Map.of("tenant", "t", "client.id", "c", "client.secret", "s", "refresh.token", "r"));
            CamelContext camel = new DefaultCamelContext();
            login.setProperty(
                    "dkim.keys",
                    DkimKeys.ed25519().pem() + "," + DkimKeys.ed25519().pem());
            TestPerson office = TestPerson.ec(256, "orders@example.com", "ann@example.com");
            Path pem = Files.writeString(folder.resolve("orders.pem"), office.keyPem() + office.certificatePem());
            for (String name : List.of("smime.key", "smime.certificates", "smime.customers")) {
                login.setProperty(name, "file:" + pem);
            }
            camel.getPropertiesComponent().setInitialProperties(login);
            camel.getRegistry().bind("mailKeys", new MemoryIdempotentRepository());
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example.yaml", example));
            camel.start();
            camel.stop();
        }
    }

    private static String headers(boolean result) {
        return "| Header | Type | |\n|---|---|---|\n"
                + descriptor.get("headers").properties().stream()
                        .filter(header -> description(header).startsWith(RESULT) == result)
                        .map(header -> row(
                                "`" + header.getKey() + "`",
                                header.getValue().get("javaType").asText(),
                                result ? description(header).substring(RESULT.length()) : description(header)))
                        .collect(Collectors.joining("\n"));
    }

    private static String description(Map.Entry<String, JsonNode> entry) {
        return entry.getValue().get("description").asText();
    }

    private static String row(String name, String second, String description) {
        return "| " + name + " | " + second.replace("<", "&lt;") + " | " + description.replace("|", "\\|") + " |";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String block(String name) {
        MatchResult found = Pattern.compile("<!-- " + name + " -->\n(.*?)\n?<!-- /" + name + " -->", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no <!-- " + name + " -->"));
        return found.group(1);
    }
}
