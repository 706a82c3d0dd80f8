// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds what is promised. Rooms use each other's classes, so Java makes many of them public; promised are these alone,
 * and a type that joins or leaves them is a change that users see.
 */
class PublicTypesTest {

    private static final String ROOT = "io.github.smtpconnector";

    @ParameterizedTest
    @CsvSource({
        "'', SmtpComponent SmtpComponentConfigurer SmtpConfiguration SmtpDevConsole SmtpEndpoint SmtpEndpointConfigurer"
                + " SmtpEndpointUriFactory SmtpHeaders",
        ".options, AccessTokenSource BodyAs PaceBy ResultAs TlsMode Uncertain",
        ".ledger, Decision JdbcSendLedger LedgerMail SendLedger Settlement Standing UncertainMail",
        ".pace, Demand Grant JdbcPaceKeeper PaceKeeper",
        ".dsl, SmtpConnectorComponentBuilder SmtpConnectorEndpointBuilder",
        ".springboot, SmtpConnectorAutoConfiguration",
        ".outcome, Category DeliveryState Failure PermanentSmtpException Phase RecipientResult RetryableSmtpException"
                + " SendResult ServerFacts SmtpConnectorException SmtpReply UncertainDeliveryException Verification"
                + " VerificationStep",
        ".email, Attachment Calendar Content DeliverBy DsnReturn Email"
                + " EmailAddress Envelope Hold MessageFields Notify PartialDelivery Priority",
    })
    void promises(String room, String types) {
        List<String> found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT + room).stream()
                        .filter(type -> type.getPackageName().equals(ROOT + room))
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .filter(type -> !saysThatItMayChange(room, type))
                        .toList();

        assertThat(found).containsExactlyInAnyOrder(types.split(" "));
    }

    /** In rooms of promised types: those that are public for other rooms alone. */
    private static boolean saysThatItMayChange(String room, String type) {
        Path source = Path.of("src/main/java/io/github/smtpconnector" + room.replace('.', '/'), type + ".java");
        try {
            return Files.exists(source) && Files.readString(source).contains("Internal; may change.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysOfAllOtherRoomsThatTheyMayChange() throws IOException {
        List<String> promised =
                List.of("smtpconnector", "options", "pace", "dsl", "springboot", "outcome", "email", "ledger");
        try (var pages = Files.walk(Path.of("src/main/java"))) {
            for (Path page :
                    pages.filter(file -> file.endsWith("package-info.java")).toList()) {
                String room = page.getParent().getFileName().toString();
                if (!promised.contains(room)) {
                    assertThat(Files.readString(page)).as(room).contains("Internal; may change.");
                }
            }
        }
    }
}
