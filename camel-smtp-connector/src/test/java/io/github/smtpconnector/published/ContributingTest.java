// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map in CONTRIBUTING shows the whole house. */
class ContributingTest {

    private static final Path ROOT = Path.of("src/main/java/io/github/smtpconnector");
    private static final Pattern ROW =
            Pattern.compile("^\\| (?:`([a-z/]+)`|\\(root\\)) \\| .+ \\|$", Pattern.MULTILINE);

    @Test
    void namesExactlyThePackagesThatAreThere() throws IOException {
        String page = Files.readString(Path.of("../.github/CONTRIBUTING.md"));
        Set<String> named = ROW.matcher(page)
                .results()
                .map(row -> row.group(1) == null ? "" : row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(packages());
    }

    /** Those with a class, relative to the root; the root itself is the empty name. */
    private static Set<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> ROOT.relativize(file.getParent()).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
