// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.smtpconnector.springboot.SmtpConnectorAutoConfiguration;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.PageExamples.Block;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every snippet on every page loads; only what camel-mail did before is not ours to load. */
class PageSnippetsTest {

    private static final Set<String> LANGUAGES = Set.of("yaml", "java", "properties", "xml", "json");
    private static final JsonNode OPTIONS = ReferencePagesTest.descriptor().get("componentProperties");
    private static final String COMPONENT = "camel.component.smtp-connector.";
    private static final String CAMEL_MAIL = "camel-mail";

    /** And the name of the test of another module that runs it. */
    private static final String ELSEWHERE = "run by ";

    private static final String METHOD = "method";
    private static final String SPRING = "spring";

    /** Of the options that Camel takes for secret, those whose value cannot be chosen to suit a URI. */
    private static final List<String> SECRETS =
            List.of("password", "accessToken", "oauthClientSecret", "oauthRefreshToken", "proxyUri");

    @TempDir
    Path folder;

    static Stream<Block> yaml() throws IOException {
        return ours("yaml");
    }

    static Stream<Block> mainProperties() throws IOException {
        return ours("properties").filter(block -> !block.mark().equals(SPRING));
    }

    static Stream<Block> springProperties() throws IOException {
        return ours("properties").filter(block -> block.mark().equals(SPRING));
    }

    private static Stream<Block> ours(String language) throws IOException {
        return PageExamples.blocks(language).stream()
                .filter(block ->
                        !block.mark().equals(CAMEL_MAIL) && !block.mark().startsWith(ELSEWHERE));
    }

    /** What stands in a class beside the routes. */
    private static boolean isMember(Block block) {
        return block.mark().equals(METHOD) || block.mark().startsWith("class: ");
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void loadsYaml(Block block) throws Exception {
        try (DefaultCamelContext camel = PageCode.context(folder)) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("example.yaml", block.code()));
            camel.start();
        }
    }

    @Test
    void loadsJava() throws Exception {
        List<Block> blocks = ours("java").filter(block -> !isMember(block)).toList();
        List<RouteBuilder> routes =
                PageCode.compile(blocks.stream().map(Block::code).toList(), folder);
        assertThat(routes).hasSizeGreaterThan(10);
        for (int i = 0; i < routes.size(); i++) {
            RouteBuilder route = routes.get(i);
            assertThatCode(() -> start(route)).as(blocks.get(i).toString()).doesNotThrowAnyException();
        }
    }

    private void start(RouteBuilder route) throws Exception {
        try (DefaultCamelContext camel = PageCode.context(folder)) {
            camel.addRoutes(route);
            camel.start();
        }
    }

    @Test
    void compilesJavaOfCamelMailAndMethods() throws Exception {
        List<String> before = PageExamples.blocks("java").stream()
                .filter(block -> block.mark().equals(CAMEL_MAIL))
                .map(Block::code)
                .toList();
        assertThat(PageCode.compile(before, folder)).isNotEmpty();
        for (Block method : ours("java").filter(PageSnippetsTest::isMember).toList()) {
            assertThat(PageCode.compileMethod(method.code(), folder)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("mainProperties")
    void bindsProperties(Block block) throws Exception {
        Main camel = new Main();
        camel.configure().setAutoStartup(false);
        Properties options = properties(block);
        PageCode.placeholders(folder).forEach((name, value) -> camel.addInitialProperty(name + "", value + ""));
        options.forEach((name, value) -> camel.addInitialProperty(name + "", value + ""));
        camel.start();
        try {
            assertThat(camel.getCamelContext().getComponent("smtp-connector")).isNotNull();
        } finally {
            camel.stop();
        }
    }

    /** Spring Boot takes a name it does not know without a word, so each name is looked for among those that it knows. */
    @ParameterizedTest
    @MethodSource("springProperties")
    void bindsPropertiesOfSpringBoot(Block block) throws Exception {
        Properties options = properties(block);
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CamelAutoConfiguration.class, SmtpConnectorAutoConfiguration.class))
                .withPropertyValues(
                        Stream.concat(options.entrySet().stream(), PageCode.placeholders(folder).entrySet().stream())
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new))
                .run(application -> assertThat(
                                application.getBean(CamelContext.class).getComponent("smtp-connector"))
                        .isNotNull());
        Set<String> unknown = options.stringPropertyNames().stream()
                .filter(name -> name.startsWith(COMPONENT))
                .map(name -> name.substring(COMPONENT.length()))
                .map(PageSnippetsTest::camelCase)
                .filter(name -> !OPTIONS.has(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unknown).isEmpty();
    }

    @Test
    void knowsTheLanguageOfEveryBlock() throws IOException {
        for (Path page : PageExamples.pages()) {
            assertThat(PageExamples.blocks(page))
                    .allSatisfy(
                            block -> assertThat(LANGUAGES).as(block.toString()).contains(block.language()));
            assertThat(Files.readString(page).lines().filter(line -> line.startsWith("```")))
                    .as("fences of %s", page)
                    .hasSize(2 * PageExamples.blocks(page).size());
        }
    }

    /** What is marked as camel-mail's is really that, so the mark hides nothing of ours. */
    @Test
    void leavesOutOnlyWhatCamelMailDid() throws IOException {
        for (String language : LANGUAGES) {
            assertThat(PageExamples.blocks(language))
                    .filteredOn(block -> block.mark().equals(CAMEL_MAIL))
                    .allSatisfy(block -> assertThat(block.code())
                            .containsPattern("smtps?://")
                            .doesNotContain("smtp-connector"));
        }
    }

    /** A mark that names no test would hide the block from all tests. */
    @Test
    void leavesToOtherModulesOnlyWhatATestOfThemRuns() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path modules : List.of(PageExamples.TOP.resolve("examples"), Path.of("test"))) {
            try (Stream<Path> files = Files.find(modules, 20, (file, attributes) -> attributes.isRegularFile())) {
                files.filter(file -> file.toString().contains("/src/test/java/"))
                        .forEach(file -> tests.add(file.getFileName().toString()));
            }
        }
        Set<String> named = new TreeSet<>();
        for (String language : LANGUAGES) {
            PageExamples.blocks(language).stream()
                    .filter(block -> block.mark().startsWith(ELSEWHERE))
                    .forEach(block -> named.add(block.mark().substring(ELSEWHERE.length()) + ".java"));
        }
        assertThat(tests).isNotEmpty().containsAll(named);
    }

    /** The example that a reader copies works with any password. */
    @Test
    void putEverySecretOfAUriIntoRaw() throws IOException {
        Pattern bare = Pattern.compile("[?&](?:" + String.join("|", SECRETS) + ")=(?!RAW|#)\\S+");
        for (Path page : PageExamples.pages()) {
            assertThat(bare.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    private static String camelCase(String name) {
        return Pattern.compile("-([a-z])").matcher(name).replaceAll(letter -> letter.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private static Properties properties(Block block) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block.code()));
        return properties;
    }
}
