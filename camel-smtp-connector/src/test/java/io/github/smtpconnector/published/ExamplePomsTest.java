// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.PageExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folder of an example can be copied out: its pom has no parent, and the versions that this repository has. */
class ExamplePomsTest {

    private static final Path EXAMPLES = PageExamples.TOP.resolve("examples");

    /** It measures this very build. */
    private static final String BENCHMARK = "benchmark";

    /** Their runtime or the CLI brings the rest. */
    private static final Set<String> SHARED = Set.of(
            "camel-smtp-connector",
            "camel-smtp-connector-test",
            "junit-jupiter",
            "assertj-core",
            "log4j-slf4j2-impl",
            "h2");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>\\s]+)</\\1>");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    static Stream<String> examples() throws IOException {
        return found(MODULE, read(EXAMPLES)).map(module -> module.group(1)).filter(name -> !name.equals(BENCHMARK));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void standsAlone(String example) throws IOException {
        String pom = read(EXAMPLES.resolve(example));

        assertThat(pom).doesNotContain("<parent>").contains("<maven.compiler.release>17<");
        assertThat(pom)
                .as("Maven's own choice of surefire knows no JUnit 5")
                .containsPattern("<artifactId>maven-(surefire|failsafe)-plugin</artifactId>\\s*<version>");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void hasTheVersionsOfThisRepository(String example) throws IOException {
        String top = read(PageExamples.TOP);
        Map<String, String> ours = versions(top.replace("${project.version}", version(top)));
        Map<String, String> theirs = versions(read(EXAMPLES.resolve(example)));

        ours.put("junit-jupiter", ours.get("junit-bom"));
        theirs.keySet().retainAll(SHARED);
        ours.keySet().retainAll(theirs.keySet());
        assertThat(theirs).isEqualTo(ours).containsKey("camel-smtp-connector");
    }

    @Test
    void namesEveryFolder() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            List<String> withPom = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(BENCHMARK))
                    .toList();
            assertThat(examples()).containsExactlyInAnyOrderElementsOf(withPom);
        }
    }

    private static String version(String pom) {
        return found(Pattern.compile("<version>([^<]+)</version>"), pom)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** By artifact, their properties filled in. */
    private static Map<String, String> versions(String pom) {
        Map<String, String> properties = found(PROPERTY, pom)
                .collect(Collectors.toMap(found -> "${" + found.group(1) + "}", found -> found.group(2), (a, b) -> a));
        return found(VERSION, pom)
                .collect(Collectors.toMap(
                        found -> found.group(1),
                        found -> properties.getOrDefault(found.group(2), found.group(2)),
                        (first, second) -> first));
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(Function.identity());
    }

    private static String read(Path folder) throws IOException {
        return Files.readString(folder.resolve("pom.xml"));
    }
}
