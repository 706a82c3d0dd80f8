// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.test.MailServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's first mail by the Camel CLI, with the jar named in each of the ways that the pages show. */
class CamelRunIT {

    /** Generous: the first run downloads Camel. */
    private static final long MINUTES = 5;

    /** The catalog of Kamelets that an export reads; the CLI's own choice is no longer published everywhere. */
    private static final String KAMELETS = "4.18.0";

    private static final String JAR = "camel-smtp-connector";

    private static Path localRepository;

    @TempDir
    Path folder;

    @RegisterExtension
    final MailServer server = MailServer.inClear();

    @BeforeAll
    static void shareTheDownloads() throws IOException {
        localRepository = SharedRepository.make(
                Path.of(System.getProperty("local.repository")), Path.of(System.getProperty("output"), "m2"));
    }

    @BeforeEach
    void writeTheRoute() throws IOException {
        Files.writeString(route(), Pages.firstMail(server.port()));
    }

    @Test
    void sendsTheFirstMailWithTheJarAsAnOption() throws Exception {
        String log = run(Pages.dependencyOption());

        assertThat(log).contains("250 ");
        assertTheMailArrived();
    }

    /** The command of the README, but for the port of the page: nothing listens where the route says. */
    @Test
    void sendsTheFirstMailToTheDevelopmentMailbox() throws Exception {
        List<String> options =
                new ArrayList<>(List.of(Pages.dependencyOption(), "--property=smtp-connector.mailbox.port=0"));
        options.addAll(Pages.mailboxOptions());

        String log = run(options.toArray(String[]::new));

        assertThat(log).contains("No mail leaves this application").contains("250 ");
        server.hasNoMail();
    }

    @Test
    void sendsTheFirstMailWithTheJarInTheProperties() throws Exception {
        Files.writeString(folder.resolve("application.properties"), Pages.dependencyProperty());

        run();

        assertTheMailArrived();
    }

    @Test
    void sendsTheFirstMailWithTheJarInTheRoute() throws Exception {
        Files.writeString(route(), Pages.dependencyComment() + "\n" + Files.readString(route()));

        run();

        assertTheMailArrived();
    }

    @Test
    void saysWhichComponentIsMissingWithoutTheJar() throws Exception {
        String log = run();

        assertThat(log).contains("Cannot find component with name: smtp-connector");
        server.hasNoMail();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel-main", "spring-boot", "quarkus"})
    void exportsAProjectThatNamesTheJar(String runtime) throws Exception {
        String log = camel(
                "export",
                "mail.yaml",
                Pages.dependencyOption(),
                "--runtime=" + runtime,
                "--kamelets-version=" + KAMELETS,
                "--gav=com.example:first-mail:1.0",
                "--dir=exported");

        Path pom = folder.resolve("exported/pom.xml");
        assertThat(pom).as(log).exists();
        assertThat(Files.readString(pom)).contains("<artifactId>" + JAR + "</artifactId>");
        server.hasNoMail();
    }

    private void assertTheMailArrived() {
        server.mail().to("you@example.com").hasSubject("Hello").hasHeader("To", "you@example.com");
    }

    private Path route() {
        return folder.resolve("mail.yaml");
    }

    private String run(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "mail.yaml", "--max-messages=1", "--max-seconds=120"));
        arguments.addAll(List.of(options));
        return camel(arguments.toArray(String[]::new));
    }

    /** In a JVM of its own, for the CLI ends it. */
    private String camel(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dmaven.repo.local=" + localRepository,
                "-classpath",
                System.getProperty("java.class.path"),
                CamelCli.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--repos=" + Path.of(System.getProperty("jar.repository")).toUri());
        Path log = folder.resolve("camel.log");
        Process camel = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = camel.waitFor(MINUTES, TimeUnit.MINUTES);
        camel.destroyForcibly();
        String printed = Files.readString(log);
        assertThat(ended).as(printed).isTrue();
        return printed;
    }
}
