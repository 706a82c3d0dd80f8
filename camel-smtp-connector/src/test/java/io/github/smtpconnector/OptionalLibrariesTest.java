// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds who may name a library that an application need not have: any other class would fail without it. */
class OptionalLibrariesTest {

    private static final String ROOT = "io.github.smtpconnector";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

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
}
