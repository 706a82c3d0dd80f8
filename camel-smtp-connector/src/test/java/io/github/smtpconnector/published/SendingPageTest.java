// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/sending.md says of files without Java, and of special characters in options. */
class SendingPageTest {

    private static final Path PAGE = Path.of("docs", "sending.md");

    @TempDir
    Path folder;

    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        server.start();
        SmtpComponent component = new SmtpComponent();
        component.getConfiguration().setUseTls(false);
        camel.addComponent("smtp-connector", component);
        Properties values = new Properties();
        values.setProperty("p", "a&b=c%41+d");
        camel.getPropertiesComponent().setInitialProperties(values);
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    @Test
    void showsNoExampleToRunThatIsNotRun() throws Exception {
        assertThat(PageExamples.read(PAGE, "run")).containsOnlyKeys("attach", "attach-xml", "attach-by-name", "many");
    }

    @ParameterizedTest
    @CsvSource({"attach, 'inv 4,711 (1).pdf'", "attach-xml, 'inv 4,711 (1).pdf'", "attach-by-name, invoice.pdf"})
    void attachesAFileOfAnyOctetsWithoutJava(String example, String name) throws Exception {
        byte[] octets = new byte[1024];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        Files.write(folder.resolve("inv 4,711 (1).pdf"), octets);
        String route = PageExamples.read(PAGE, "run").get(example).code();
        NotifyBuilder done = new NotifyBuilder(camel).whenDone(1).create();

        load(route.replace("file:invoices", "file:" + folder + "?initialDelay=0"));
        camel.start();

        assertThat(done.matches(20, TimeUnit.SECONDS)).isTrue();
        ReceivedMail mail = server.onlyMail().parsed();
        assertThat(mail.text()).isEqualToIgnoringNewLines("The invoice is attached.");
        assertThat(mail.attachments()).extracting(ReceivedPart::fileName).containsExactly(name);
        assertThat(mail.attachments().get(0).bytes()).isEqualTo(octets);
        assertThat(mail.rawText()).doesNotContainIgnoringCase("attached:");
    }

    @Test
    void sendsOneMailToEachAddressOfAFileHoweverOftenTheFileComes() throws Exception {
        camel.getRegistry().bind("mailKeys", new MemoryIdempotentRepository());
        NotifyBuilder once = new NotifyBuilder(camel)
                .wereSentTo("smtp-connector:*")
                .whenDone(3)
                .create();
        NotifyBuilder twice = new NotifyBuilder(camel)
                .wereSentTo("smtp-connector:*")
                .whenDone(6)
                .create();
        Path later = Files.createDirectory(folder.resolve("later")).resolve("tuesday.txt");
        for (Path file : List.of(folder.resolve("monday.txt"), later)) {
            Files.writeString(file, "ann@example.com\nbob@example.com\ncarl@example.com\n");
        }

        load(PageExamples.read(PAGE, "run")
                .get("many")
                .code()
                .replace("file:newsletter", "file:" + folder + "?initialDelay=0"));
        camel.start();

        assertThat(once.matches(20, TimeUnit.SECONDS)).isTrue();
        Files.move(later, folder.resolve("tuesday.txt"));
        assertThat(twice.matches(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.mails())
                .extracting(SmtpTestServer.TakenMail::recipients)
                .containsExactlyInAnyOrder(
                        List.of("ann@example.com"), List.of("bob@example.com"), List.of("carl@example.com"));
        assertThat(server.mails()).allSatisfy(mail -> assertThat(mail.parsed().header("List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click"));
    }

    @ParameterizedTest
    @CsvSource({
        "'1 + 1', '1   1'",
        "'a%41b', 'aAb'",
        "'RAW(Q & A)', 'Q & A'",
        "'RAW(1 + 1)', '1 + 1'",
        "'RAW{a%41b)}', 'a%41b)'",
        "'RAW({{p}})', 'a&b=c%41+d'"
    })
    void tellsWhatCamelMakesOfAnOption(String subject, String becomes) throws Exception {
        load(route("subject: \"" + subject + "\""));
        camel.start();

        assertThat(options().getSubject()).isEqualTo(becomes);
        assertThat(options().getTo()).isEqualTo("ann+tag@example.com");
    }

    /** A placeholder alone is no protection either. */
    @ParameterizedTest
    @ValueSource(strings = {"Q & A", "R&D=fun", "{{p}}"})
    void tellsThatAnAmpersandIsAnError(String subject) {
        assertThatThrownBy(() -> {
                    load(route("subject: \"" + subject + "\""));
                    camel.start();
                })
                .rootCause()
                .hasMessageContaining("is no option; ")
                .hasMessageContaining("RAW(...)");
    }

    /** Camel puts the values of these options, and of no others, into RAW by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"a&b=c%41+d", "{{p}}", "RAW({{p}})"})
    void tellsThatSecretsInYamlNeedNothing(String password) throws Exception {
        load(route("username: a&b+c", "password: \"" + password + "\""));
        camel.start();

        assertThat(options().getPassword()).isEqualTo("a&b=c%41+d");
        assertThat(options().getUsername()).isEqualTo("a&b+c");
    }

    @Test
    void namesTheSecretsThatNeedNothingInYaml() throws Exception {
        String sentence = Pattern.compile(
                        "Camel itself puts the secrets into `RAW\\(\\.\\.\\.\\)`: (.*?)\\.", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<String> secrets = ReferencePagesTest.descriptor().get("properties").properties().stream()
                .filter(option -> option.getValue().get("secret").asBoolean())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(Pattern.compile("`(\\w+)`").matcher(sentence).results().map(name -> name.group(1)))
                .containsExactlyInAnyOrderElementsOf(secrets);
    }

    private SmtpConfiguration options() {
        return camel.getEndpoints().stream()
                .filter(SmtpEndpoint.class::isInstance)
                .map(endpoint -> ((SmtpEndpoint) endpoint).getConfiguration())
                .findFirst()
                .orElseThrow();
    }

    private static String route(String... parameters) {
        return """
                - route:
                    from:
                      uri: direct:start
                      steps:
                        - to:
                            uri: smtp-connector:localhost
                            parameters:
                              from: a@example.com
                              to: RAW(ann+tag@example.com)
                              text: t
                """
                + Stream.of(parameters)
                        .map(parameter -> "              " + parameter + "\n")
                        .collect(Collectors.joining());
    }

    private void load(String code) throws Exception {
        String local = code.replaceAll("smtp-connector:[^\\s?]+", "smtp-connector:localhost:" + server.port());
        if (code.startsWith("<")) {
            String routes = "<routes xmlns=\"http://camel.apache.org/schema/xml-io\">" + local + "</routes>";
            camel.addRouteDefinitions(new ModelParser(new StringReader(routes))
                    .parseRoutesDefinition()
                    .orElseThrow()
                    .getRoutes());
            return;
        }
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("page.yaml", local));
    }
}
