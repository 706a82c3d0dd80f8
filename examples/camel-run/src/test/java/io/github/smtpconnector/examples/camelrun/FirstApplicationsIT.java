// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole first applications of the page: its files in an empty folder, its commands, and the mail on the screen. */
class FirstApplicationsIT {

    /** Generous: the first run downloads the runtime. */
    private static final long MINUTES = 10;

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Pattern MAILBOX = Pattern.compile("No mail leaves this application.*(http://\\S+)");

    private static Path localRepository;

    @TempDir
    Path folder;

    @BeforeAll
    static void putTheConnectorIntoALocalRepository() throws IOException {
        localRepository = SharedRepository.make(
                Path.of(System.getProperty("local.repository")),
                Path.of(System.getProperty("output"), "m2-of-applications"));
        SharedRepository.install(Path.of(System.getProperty("jar.repository")), localRepository);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Spring Boot", "Quarkus"})
    void showsTheFirstMail(String runtime) throws Exception {
        for (Map.Entry<String, String> file :
                Pages.filesOfTheFirstApplication(runtime).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        List<String> commands = Pages.commandsOfTheFirstApplication(runtime);
        for (String command : commands.subList(0, commands.size() - 1)) {
            Process built = start(command);
            String log = readUntil(built, line -> false);
            assertThat(built.waitFor()).as(log).isZero();
        }

        Process application = start(commands.get(commands.size() - 1));
        try {
            String log = readUntil(application, line -> line.contains(" 250 "));

            assertThat(log).contains(" 250 ");
            assertThat(pageOfTheMailbox(log)).contains("Hello", "you@example.com", "1 mail");
        } finally {
            end(application);
        }
    }

    private static String pageOfTheMailbox(String log) throws Exception {
        Matcher address = MAILBOX.matcher(log);
        assertThat(address.find()).as(log).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address.group(1))).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** As it is typed, but for the port of the page, and where Maven and Java are. */
    private Process start(String typed) throws IOException {
        List<String> command = new ArrayList<>(List.of(typed.split(" ")));
        String program = command.remove(0);
        if (program.equals("mvn")) {
            command.addAll(0, List.of("-B", "-ntp", "-Dmaven.repo.local=" + localRepository));
        }
        Path home = program.equals("mvn") ? Path.of(System.getProperty("maven.home")) : JAVA_HOME;
        command.add(0, home.resolve("bin").resolve(program).toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
        builder.environment().put("SMTP_CONNECTOR_MAILBOX_PORT", "0");
        Process process = builder.start();
        CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES).execute(() -> end(process));
        return process;
    }

    /** What it prints up to the line that is waited for, or its end. */
    private static String readUntil(Process process, Predicate<String> waitedFor) throws IOException {
        StringBuilder log = new StringBuilder();
        BufferedReader printed = process.inputReader();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            log.append(line).append('\n');
            if (waitedFor.test(line)) {
                break;
            }
        }
        return log.toString();
    }

    /** With the application that Maven has started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
