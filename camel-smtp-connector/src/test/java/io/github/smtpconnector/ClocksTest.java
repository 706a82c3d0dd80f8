// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Times that processes share are those of their store. So a machine whose clock is wrong sends no faster than the others,
 * takes no claim for ended, and purges nothing too early.
 */
class ClocksTest {

    private static final Set<String> CLOCKS = Set.of("java.lang.System.currentTimeMillis", "java.time.Clock.system");

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "pace", "turns"})
    void noSharedTimeIsThatOfTheMachine(String room) {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaCall<?>>("a clock of the machine is asked") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        String method = call.getTargetOwner().getName() + "." + call.getName();
                        return CLOCKS.stream().anyMatch(method::startsWith)
                                || (method.startsWith("java.time.") && method.endsWith(".now"));
                    }
                })
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.smtpconnector." + room));
    }
}
