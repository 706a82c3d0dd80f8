// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pages tell a user to type, taken from them. */
final class Pages {

    private static final Path README = Path.of("../../README.md");
    private static final Path RUNTIMES = Path.of("../../camel-smtp-connector/docs/runtimes.md");

    private Pages() {}

    /** The route of "The first mail", as it is but for the port of the test server. */
    static String firstMail(int port) throws IOException {
        String yaml = first(README, "(?s)## The first mail.*?```yaml\n(.*?)```");
        return yaml.replace("localhost:1025", "localhost:" + port);
    }

    /** The option that names the jar, such as {@code --dep=mvn:g:a:v}. */
    static String dependencyOption() throws IOException {
        return first(README, "(?m)^    camel run mail\\.yaml (--dep=\\S+) ");
    }

    /** The options that add the development mailbox, and switch it on. */
    static List<String> mailboxOptions() throws IOException {
        return List.of(first(README, "(?m)^        (--dep=.* --property=.*)$").split(" "));
    }

    static String dependencyProperty() throws IOException {
        return first(RUNTIMES, "(?m)^(camel\\.jbang\\.dependencies=.*)$");
    }

    static String dependencyComment() throws IOException {
        return first(RUNTIMES, "(?m)^(# //DEPS .*)$");
    }

    /** The files of an application in an empty folder, by their paths: the block below each path. */
    static Map<String, String> filesOfTheFirstApplication(String runtime) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher found = Pattern.compile("(?ms)`([\\w./]+)`[^`]*?\n\n(?:<!--[^\n]*-->\n)?```\\w+\n(.*?)^```$")
                .matcher(firstApplication(runtime));
        while (found.find()) {
            files.put(found.group(1), found.group(2));
        }
        return files;
    }

    /** The commands that build and start it, in their order. */
    static List<String> commandsOfTheFirstApplication(String runtime) throws IOException {
        return Pattern.compile("`((?:mvn|java) [^`]+)`")
                .matcher(firstApplication(runtime))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String firstApplication(String runtime) throws IOException {
        return first(RUNTIMES, "(?ms)^### A first application on " + runtime + "$(.*?)^## ");
    }

    private static String first(Path page, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page + " has no " + pattern));
    }
}
