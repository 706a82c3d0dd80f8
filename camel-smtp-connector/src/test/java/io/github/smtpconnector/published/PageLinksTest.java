// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.PageExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link of a page to a file of this project leads there, and every page can be reached. */
class PageLinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]\n]*(?:\n[^\\]\n]*)?\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *$", Pattern.MULTILINE);
    private static final Pattern FENCE = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Path README = PageExamples.TOP.resolve("README.md");

    @Test
    void leadToAFileAndAHeadingThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : PageExamples.pages()) {
            for (String link : links(page)) {
                links++;
                Path target = target(page, link);
                String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
                if (!Files.exists(target)
                        || !(anchor.isEmpty() || anchors(target).contains(anchor))) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void leadFromTheReadmeToEveryPageButTheSingleDecisions() throws IOException {
        assertThat(linked(README))
                .containsAll(PageExamples.pages().stream()
                        .filter(page -> !page.equals(README))
                        .filter(page -> !page.toString().matches(".*[/\\\\]decisions[/\\\\]\\d+.*"))
                        .map(PageLinksTest::whole)
                        .toList());
    }

    @Test
    void leadFromEachIndexToThePagesBesideIt() throws IOException {
        for (Path folder : List.of(Path.of("docs"), Path.of("docs", "decisions"))) {
            Path index = folder.resolve("README.md");
            assertThat(linked(index))
                    .containsAll(PageExamples.pages().stream()
                            .filter(page -> folder.equals(page.getParent()) && !page.equals(index))
                            .map(PageLinksTest::whole)
                            .toList());
        }
    }

    @Test
    void leadNowhereInAnAnchorThatGitHubWouldWriteOtherwise() {
        assertThat(anchors(
                        "## S/MIME\n## Threads, bulk mail\n### A file, without Java\n## TLS\n## TLS\n## `x` [y](z)\n"))
                .containsExactlyInAnyOrder("smime", "threads-bulk-mail", "a-file-without-java", "tls", "tls-1", "x-y");
    }

    private static Set<Path> linked(Path page) throws IOException {
        return links(page).stream().map(link -> whole(target(page, link))).collect(Collectors.toSet());
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    private static Path target(Path page, String link) {
        String file = link.replaceAll("#.*", "");
        Path folder = page.getParent() == null ? Path.of("") : page.getParent();
        return file.isEmpty() ? page : folder.resolve(file).normalize();
    }

    private static Path whole(Path page) {
        return page.toAbsolutePath().normalize();
    }

    private static Set<String> anchors(Path page) throws IOException {
        return page.toString().endsWith(".md") ? anchors(Files.readString(page)) : Set.of();
    }

    /** As GitHub makes them: lower case, blanks as hyphens, no punctuation, a number behind one that is there already. */
    private static Set<String> anchors(String text) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(FENCE.matcher(text).replaceAll("")).results().forEach(heading -> {
            String name = heading.group(1)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(name, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? name : name + "-" + before);
        });
        return new TreeSet<>(anchors);
    }
}
