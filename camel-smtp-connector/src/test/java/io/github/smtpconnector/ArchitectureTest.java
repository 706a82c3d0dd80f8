// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the line of rooms: who may know whom, and what of the world outside. */
class ArchitectureTest {

    private static final String ROOT = "io.github.smtpconnector";
    private static final int LONGEST_FILE = 300;
    private static final int LARGEST_ROOM = 25;

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Each room, and the rooms of the house that it may know. The root, {@code dsl} and {@code springboot} know all. */
    @ParameterizedTest
    @CsvSource({
        "outcome, ''",
        "headers, ''",
        "html, ''",
        "ledger, outcome",
        "email, outcome",
        "options, pace ledger email outcome",
        "spool, email",
        "mime, email outcome",
        "smime, mime email outcome",
        "wire.dialogue, outcome",
        "wire.login, outcome",
        "wire.tls, wire.dialogue outcome",
        "wire.proxy, wire.login wire.dialogue outcome",
        "wire.transaction, wire.dialogue mime email outcome",
        "wire, wire.transaction wire.proxy wire.login wire.tls wire.dialogue mime email outcome",
        "oauth, wire wire.login outcome",
        "pace, ''",
        "turns, pace outcome",
        "pool, turns wire wire.transaction wire.login wire.dialogue mime email outcome",
        "sending, pool wire wire.transaction wire.dialogue smime mime email options ledger outcome",
        "input, spool sending html mime email options headers outcome",
        "result, sending email options headers outcome",
        "monitoring, sending pool wire mime email ledger outcome",
        "settings, input sending oauth pool turns pace wire wire.proxy wire.tls wire.login wire.dialogue smime html mime email options"
                + " ledger headers outcome",
    })
    void knowsOnlyWhatStandsToItsLeft(String room, String known) throws IOException {
        String[] packages = Stream.concat(Stream.of(room), Stream.of(known.split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .onlyDependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage(packages).or(resideOutsideOfPackage(ROOT + "..")))
                .check(HOUSE);
        for (Path source : sources("src/main/java/" + packages[0].replace('.', '/'))) {
            if (source.getParent().endsWith(packages[0].replace('.', '/'))) {
                assertThat(importedPackages(source)).as(source.toString()).isSubsetOf(packages);
            }
        }
    }

    /** An import that only a comment needs, or a constant, leaves no trace in a class file. */
    private static List<String> importedPackages(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> line.matches("import (static )?" + ROOT.replace(".", "\\.") + "\\..*"))
                .map(line -> line.replaceFirst("import (static )?", "").replaceFirst("\\.[A-Z].*", ""))
                .toList();
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(HOUSE);
    }

    /** Component, endpoint and producer are the root's; the rooms are told what they need. */
    @Test
    void knowsTheRootOnlyInBuildersAndStarters() {
        noClasses()
                .that(resideInAPackage(ROOT + ".*..")
                        .and(resideOutsideOfPackage(ROOT + ".dsl"))
                        .and(resideOutsideOfPackage(ROOT + ".springboot")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(HOUSE);
    }

    @Test
    void tellsTheStoryInSevenFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/smtpconnector"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "package-info.java",
                            "SmtpComponent.java",
                            "SmtpEndpoint.java",
                            "SmtpProducer.java",
                            "SmtpConfiguration.java",
                            "SmtpHeaders.java",
                            "SmtpDevConsole.java");
        }
    }

    /** Both are one flat story. */
    @Test
    void keepsRoomsSmallButForEmailAndMime() throws IOException {
        Map<String, Long> rooms = sources("src/main/java").stream()
                .collect(Collectors.groupingBy(
                        file -> file.getParent().getFileName().toString(), TreeMap::new, Collectors.counting()));
        rooms.keySet().removeAll(List.of("email", "mime"));
        assertThat(rooms).allSatisfy((room, files) -> assertThat(files).as(room).isLessThanOrEqualTo(LARGEST_ROOM));
    }

    /** NullAway looks at marked packages only: it would not see a room without the mark. */
    @Test
    void marksEveryRoomForNullAway() throws IOException {
        for (Path source : sources("src/main/java")) {
            Path page = source.resolveSibling("package-info.java");
            assertThat(page).as(source.toString()).exists();
            assertThat(Files.readString(page)).as(page.toString()).contains("@NullMarked");
        }
    }

    @Test
    void namesEveryRoomOnTheMap() throws IOException {
        String map = Files.readString(Path.of("src/main/java/io/github/smtpconnector/package-info.java"));
        for (Path source : sources("src/main/java")) {
            String room = source.getParent().getFileName().toString();
            if (!room.equals("smtpconnector")) {
                assertThat(map).contains(room);
            }
        }
    }

    @Test
    void speaksToCamelOnlyWhereExchangesOptionsOrResultsAre() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".outcome",
                        ROOT + ".email",
                        ROOT + ".html",
                        ROOT + ".mime",
                        ROOT + ".smime",
                        ROOT + ".wire..",
                        ROOT + ".oauth",
                        ROOT + ".pace",
                        ROOT + ".turns",
                        ROOT + ".pool")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.slf4j..")
                .check(HOUSE);
    }

    @Test
    void readsJsonOnlyInInputsAndOfTokenEndpoints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".input", ROOT + ".oauth")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(HOUSE);
    }

    @Test
    void speaksHttpOnlyToTokenEndpoints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".oauth")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(http\\..*|URL.*)")
                .check(HOUSE);
    }

    @Test
    void speaksJakartaMailOnlyInMimeAndForReadyMessages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".mime", ROOT + ".input", ROOT + ".sending")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.angus..")
                .check(HOUSE);
    }

    @Test
    void opensSocketsOnlyInWire() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Server)?Socket.*|java\\.nio\\.channels\\..*Socket.*"
                        + "|javax\\.net\\.ssl\\.SSLSocket.*|java\\.net\\.Inet.*")
                .check(HOUSE);
    }

    /** Who logs in is another matter than over what. */
    @Test
    void logsInWithoutKnowingASocket() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".wire.login")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*|java\\.nio\\.channels\\..*|javax\\.net\\.ssl\\.SSLSocket.*")
                .check(HOUSE);
    }

    @Test
    void needsNothingButTheJdkForOutcomeAndEmail() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".outcome", ROOT + ".email")
                .and()
                .doNotHaveSimpleName("Uts46")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".outcome", ROOT + ".email")
                .check(HOUSE);
    }

    @Test
    void needsNothingButTheJdkForPaceAndLedger() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".pace", ROOT + ".ledger")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.sql..", "org.jspecify..", ROOT + ".[pace|ledger|outcome]")
                .check(HOUSE);
    }

    @Test
    void speaksToDatabasesOnlyForPaceAndLedger() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".pace", ROOT + ".ledger")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(HOUSE);
    }

    @Test
    void readsHtmlWithoutKnowingMails() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".html")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.jsoup..", ROOT + ".html")
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "test/src/main/java", "test/src/test/java"})
    void keepsEveryFileShortEnoughToHoldInMind(String folder) throws IOException {
        for (Path source : sources(folder)) {
            assertThat(Files.readAllLines(source).size()).as(source.toString()).isLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            return sources;
        }
    }
}
