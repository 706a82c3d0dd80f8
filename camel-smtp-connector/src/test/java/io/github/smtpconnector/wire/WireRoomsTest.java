// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the line of rooms inside the wire, and what the packages outside may use of them. */
class WireRoomsTest {

    private static final String ROOT = "io.github.smtpconnector";
    private static final String WIRE = ROOT + ".wire";

    /** Each room and the wire itself, with the packages of ours that it may know besides itself. */
    private static final Map<String, Set<String>> LINE = Map.of(
            "wire.dialogue", Set.of("outcome"),
            "wire.tls", Set.of("outcome", "wire.dialogue"),
            "wire.login", Set.of("outcome"),
            "wire.proxy", Set.of("outcome", "wire.dialogue", "wire.login"),
            "wire.transaction", Set.of("outcome", "email", "mime", "wire.dialogue"),
            "wire",
                    Set.of(
                            "outcome",
                            "email",
                            "mime",
                            "wire.dialogue",
                            "wire.tls",
                            "wire.login",
                            "wire.proxy",
                            "wire.transaction"));

    /** What the packages outside may use of the rooms. */
    private static final Set<String> PROMISED = Set.of(
            "Login",
            "Credentials",
            "TokenLogin",
            "TokenSource",
            "AccessToken",
            "SaslMechanism",
            "TlsPolicy",
            "Trust",
            "KeyDigest",
            "TlsContexts",
            "ProxyAddress",
            "Timeouts",
            "Transcript",
            "Watchdog",
            "SmtpConnection",
            "Submission",
            "Payload",
            "DeadConnectionException");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @Test
    void knowsEachRoom() {
        Set<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(WIRE))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        assertThat(rooms).isEqualTo(LINE.keySet());
    }

    @Test
    void dependsOnlyToTheLeft() {
        LINE.forEach((room, known) -> classes()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(packages(room, known))))
                .check(HOUSE));
    }

    private static String[] packages(String room, Set<String> known) {
        return Stream.concat(Stream.of(room), known.stream())
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
    }

    /** An import that only a comment needs, or a constant, leaves no trace in a class file. */
    @Test
    void importsOnlyToTheLeft() throws IOException {
        Path sources = Path.of("src/main/java/io/github/smtpconnector");
        for (Map.Entry<String, Set<String>> room : LINE.entrySet()) {
            try (Stream<Path> files = Files.list(sources.resolve(room.getKey().replace('.', '/')))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    assertThat(importedPackages(file)).as(file.toString()).isSubsetOf(room.getValue());
                }
            }
        }
    }

    private static List<String> importedPackages(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> line.matches("import (static )?" + ROOT.replace(".", "\\.") + "\\..*"))
                .map(line -> line.replaceFirst("import (static )?", "").substring(ROOT.length() + 1))
                .map(name -> name.replaceFirst("\\.[A-Z].*", ""))
                .toList();
    }

    @Test
    void hasNoCycles() {
        JavaClasses wire = HOUSE.that(resideInAnyPackage(WIRE + ".."));
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(wire);
    }

    @Test
    void logsInWithoutKnowingSockets() {
        noClasses()
                .that()
                .resideInAPackage(WIRE + ".login")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\..*Socket.*|java\\.nio\\.channels\\..*|javax\\.net\\.ssl\\.SSL(Server)?Socket.*")
                .check(HOUSE);
    }

    @Test
    void showsTheOutsideOnlyWhatIsPromised() {
        classes()
                .that()
                .resideOutsideOfPackage(WIRE + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "stand in no room of the wire or are promised",
                        type -> !isInRoom(type) || PROMISED.contains(outermost(type))))
                .check(HOUSE);
        assertThat(HOUSE.stream().filter(WireRoomsTest::isInRoom).map(WireRoomsTest::outermost))
                .containsAll(PROMISED);
    }

    @Test
    void isPublicOnlyWhereAnotherPackageNeedsIt() {
        Set<String> needless = HOUSE.stream()
                .filter(WireRoomsTest::isInRoom)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> use.getOriginClass().getPackageName().equals(type.getPackageName())))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(needless).isEmpty();
    }

    private static boolean isInRoom(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(WIRE + ".");
    }

    private static String outermost(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.getName()
                .substring(element.getPackageName().length() + 1)
                .replaceFirst("\\$.*", "");
    }
}
