// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds what the packages outside may use of the rooms inside the wire. */
class WireRoomsTest {

    private static final String ROOT = "io.github.smtpconnector";
    private static final String WIRE = ROOT + ".wire";

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
