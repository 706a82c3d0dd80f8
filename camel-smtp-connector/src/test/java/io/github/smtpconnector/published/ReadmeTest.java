// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README is a door: what it says is so, and a newcomer reads it in five minutes. */
class ReadmeTest {

    private static final Path TOP = Path.of("..");
    private static final int MOST_LINES = 200;
    private static final int MOST_OCTETS = 14 * 1024;

    private static String readme;

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(TOP.resolve("README.md"));
    }

    @Test
    void isShort() {
        assertThat(readme.lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(readme.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(MOST_OCTETS);
    }

    @Test
    void showsTenOptionsWithTheirDefaults() {
        JsonNode options = ReferencePagesTest.descriptor().get("properties");
        List<MatchResult> rows = Pattern.compile("^\\| `(\\w+)` \\| (`(.+?)`)? ?\\| (.+) \\|$", Pattern.MULTILINE)
                .matcher(block("options"))
                .results()
                .toList();

        assertThat(rows).hasSize(10);
        for (MatchResult row : rows) {
            String name = row.group(1);
            String shown = row.group(3) == null ? "" : row.group(3);
            assertThat(options.has(name)).as(name).isTrue();
            assertThat(shown)
                    .as(name)
                    .isEqualTo(options.get(name).path("defaultValue").asText());
        }
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

    /** The version to copy is the one that the command before it installs. */
    @Test
    void namesTheVersionThatIsBuilt() throws IOException {
        String version = Pattern.compile(
                        "<artifactId>camel-smtp-connector-parent</artifactId>\\s*<version>(.*)</version>")
                .matcher(Files.readString(TOP.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(readme)
                .contains(
                        "<version>" + version + "</version>",
                        "\"io.github.smtpconnector:camel-smtp-connector:" + version + "\"",
                        "--dep=mvn:io.github.smtpconnector:camel-smtp-connector:" + version);
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
