// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the one line of packages. */
class ArchitectureTest {

    private static final String ROOT = "io.github.smtpconnector";
    private static final int LONGEST_FILE = 300;

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void importsOnlyToTheLeft() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("outcome")
                .definedBy(ROOT + ".outcome")
                .layer("email")
                .definedBy(ROOT + ".email")
                .layer("html")
                .definedBy(ROOT + ".html")
                .layer("mime")
                .definedBy(ROOT + ".mime")
                .layer("smime")
                .definedBy(ROOT + ".smime")
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .layer("oauth")
                .definedBy(ROOT + ".oauth")
                .layer("pool")
                .definedBy(ROOT + ".pool")
                .layer("camel")
                .definedBy(ROOT)
                .layer("springboot")
                .definedBy(ROOT + ".springboot")
                .whereLayer("springboot")
                .mayNotBeAccessedByAnyLayer()
                .layer("dsl")
                .definedBy(ROOT + ".dsl")
                .whereLayer("dsl")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("camel")
                .mayOnlyBeAccessedByLayers("springboot", "dsl")
                .whereLayer("html")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("oauth")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("camel", "pool", "oauth", "dsl")
                .whereLayer("smime")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("mime")
                .mayOnlyBeAccessedByLayers("camel", "pool", "wire", "smime")
                .whereLayer("email")
                .mayOnlyBeAccessedByLayers("camel", "pool", "wire", "mime")
                .ensureAllClassesAreContainedInArchitecture()
                .check(HOUSE);
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void speaksToCamelOnlyInTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".springboot", ROOT + ".dsl")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.slf4j..")
                .check(HOUSE);
    }

    @Test
    void readsJsonOnlyInTheRootAndOfTokenEndpoints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".springboot", ROOT + ".dsl", ROOT + ".oauth")
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
    void fetchesTokensWithoutKnowingMails() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".oauth")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".email", ROOT + ".mime", ROOT + ".pool")
                .check(HOUSE);
    }

    /** Spring is optional: whoever else named one of its classes would fail where there is none. */
    @Test
    void speaksToSpringOnlyInItsOwnPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".springboot")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.camel.spring..")
                .check(HOUSE);
    }

    /** Camel's route builder is optional too. */
    @Test
    void knowsRouteBuildersOnlyInTheirOwnPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".dsl")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.builder..")
                .check(HOUSE);
    }

    /** So are Micrometer and camel-health: each has one class that is not loaded without it. */
    @Test
    void speaksToWhatIsOptionalInOneClassEach() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SendMeters")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(HOUSE);
        noClasses()
                .that()
                .doNotHaveSimpleName("SmtpHealthCheck")
                .and()
                .doNotHaveSimpleName("HealthChecks")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.impl..")
                .check(HOUSE);
    }

    @Test
    void speaksJakartaMailOnlyInMimeAndTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".mime")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.angus..")
                .check(HOUSE);
    }

    /** The library for SCRAM is optional: whoever else named one of its classes would fail where there is none. */
    @Test
    void speaksToTheScramLibraryInOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ScramExchange")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.ongres..")
                .check(HOUSE);
    }

    /** The library for S/MIME is optional as well. */
    @Test
    void speaksToBouncyCastleOnlyInSmime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".smime")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..")
                .check(HOUSE);
    }

    @Test
    void opensSocketsOnlyInWire() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Server)?Socket.*|java\\.nio\\.channels\\..*Socket.*"
                        + "|javax\\.net\\.ssl\\.SSLSocket.*|java\\.net\\.Inet.*")
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

    /** The library for domains is optional, and the only one that email knows. */
    @Test
    void speaksToTheLibraryForDomainsInOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Uts46")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.ibm..")
                .check(HOUSE);
    }

    /** The library for html is optional as well. */
    @Test
    void speaksToTheHtmlLibraryInOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TextReading")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jsoup..")
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
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void keepsEveryFileShortEnoughToHoldInMind(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(Files.readAllLines(source).size())
                        .as(source.toString())
                        .isLessThanOrEqualTo(LONGEST_FILE);
            }
        }
    }
}
