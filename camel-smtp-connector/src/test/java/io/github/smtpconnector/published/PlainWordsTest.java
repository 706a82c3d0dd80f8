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
import org.junit.jupiter.api.Test;

/** A page names the thing or the person it speaks of. */
class PlainWordsTest {

    private static final Pattern RIDDLES = Pattern.compile(
            "\\b(whoever|whomever|nobody|somebody|anybody|everybody|(the )?affair of)\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void standOnEveryPage() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path page : PageExamples.pages()) {
            int number = 0;
            for (String line : Files.readAllLines(page)) {
                number++;
                if (RIDDLES.matcher(line).find()) {
                    found.add(page + ":" + number + ": " + line);
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
