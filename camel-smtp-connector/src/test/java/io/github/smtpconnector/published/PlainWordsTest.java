// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.PageExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A page names the thing or the person it speaks of. */
class PlainWordsTest {

    private static final Pattern RIDDLES = Pattern.compile(
            "\\b(whoever|whomever|nobody|somebody|anybody|everybody|(the )?affair of)\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void standOnEveryPage() throws IOException {
        assertThat(riddles(PageExamples.pages())).isEmpty();
    }

    /** Comments, and the texts of errors and logs. */
    @Test
    void standInEverySource() throws IOException {
        for (String root : List.of("src/main/java", "test/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                List<Path> sources =
                        files.filter(file -> file.toString().endsWith(".java")).toList();
                assertThat(sources).isNotEmpty();
                assertThat(riddles(sources)).isEmpty();
            }
        }
    }

    private static List<String> riddles(Iterable<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (RIDDLES.matcher(line).find()) {
                    found.add(file + ":" + number + ": " + line);
                }
            }
        }
        return found;
    }
}
