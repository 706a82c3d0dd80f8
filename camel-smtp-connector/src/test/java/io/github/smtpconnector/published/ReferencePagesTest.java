// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference pages say what the descriptor says: each option and header once, with its default and its description. */
class ReferencePagesTest {

    private static final Path DESCRIPTOR =
            Path.of("src/generated/resources/META-INF/io/github/smtpconnector/smtp-connector.json");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (.*) \\|$", Pattern.MULTILINE);
    private static final String RESULT = "Result: ";

    static JsonNode descriptor() {
        try {
            return JsonMapper.builder().build().readTree(Files.readString(DESCRIPTOR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void haveEveryOptionOfAnEndpoint() throws IOException {
        assertThat(rows("options.md", "# Options", "## The component alone"))
                .containsExactlyInAnyOrderElementsOf(options("properties", name -> true));
    }

    @Test
    void haveEveryOptionOfTheComponentAlone() throws IOException {
        JsonNode endpoint = descriptor().get("properties");
        assertThat(rows("options.md", "## The component alone", "\\z"))
                .containsExactlyInAnyOrderElementsOf(options("componentProperties", name -> !endpoint.has(name)));
    }

    @Test
    void haveEveryInput() throws IOException {
        assertThat(rows("headers.md", "## Inputs", "## Results")).containsExactlyInAnyOrderElementsOf(headers(false));
    }

    @Test
    void haveEveryResult() throws IOException {
        assertThat(rows("headers.md", "## Results", "\\z")).containsExactlyInAnyOrderElementsOf(headers(true));
    }

    private static List<List<String>> options(String of, Predicate<String> wanted) {
        List<List<String>> rows = new ArrayList<>();
        descriptor().get(of).properties().forEach(option -> {
            if (wanted.test(option.getKey())) {
                rows.add(List.of(
                        option.getKey(),
                        option.getValue().path("defaultValue").asText(),
                        option.getValue().get("description").asText()));
            }
        });
        return rows;
    }

    private static List<List<String>> headers(boolean result) {
        List<List<String>> rows = new ArrayList<>();
        descriptor().get("headers").properties().forEach(header -> {
            String description = header.getValue().get("description").asText();
            if (description.startsWith(RESULT) == result) {
                JsonNode names = header.getValue().get("enum");
                List<String> values = new ArrayList<>();
                if (names != null) {
                    names.forEach(name -> values.add(name.asText()));
                }
                rows.add(List.of(
                        header.getKey(),
                        names == null ? header.getValue().get("javaType").asText() : String.join(", ", values),
                        result ? description.substring(RESULT.length()) : description));
            }
        });
        return rows;
    }

    /** Name, last cell but one, and description of each row between two lines of a page. */
    private static List<List<String>> rows(String page, String after, String before) throws IOException {
        String text = Files.readString(Path.of("docs", "reference", page));
        String part = Pattern.compile(
                        "^" + after + "$(.*?)(?:^" + before + "$|\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        ROW.matcher(part).results().forEach(row -> {
            String[] cells = row.group(2).split(" (?<!\\\\)\\| ", -1);
            String value = plain(cells[cells.length - 2]).replace("`", "");
            List<String> known = rows.put(row.group(1), List.of(row.group(1), value, plain(cells[cells.length - 1])));
            assertThat(known).as("%s stands twice", row.group(1)).isNull();
        });
        return List.copyOf(rows.values());
    }

    private static String plain(String cell) {
        return cell.replace("&lt;", "<").replace("\\|", "|");
    }
}
