// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.email.LowerCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where case is of no account, ASCII letters alone are meant, and a foreign text is read in linear time. */
class LowerCaseTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/smtpconnector");

    /** The rooms that read foreign texts. */
    private static final List<String> ROOMS = List.of("email", "mime", "smime", "input", "headers", "html", "spool");

    /** What is cut short before, or is text that has been checked. */
    private static final Set<String> BOUNDED = Set.of(
            "email/EmailAddress.java",
            "email/MediaTypes.java",
            "email/RecipientPattern.java",
            "headers/NearestName.java",
            "html/ImageUris.java",
            "smime/SignedEntity.java");

    @Test
    void changesAsciiLettersAlone() {
        assertThat(LowerCase.of("A-Z/@[`{ \u0130\u03A3\u212A\u00C4z")).isEqualTo("a-z/@[`{ \u0130\u03A3\u212A\u00C4z");
        assertThat(LowerCase.of("aZ")).isEqualTo("az");
        assertThat(LowerCase.of("")).isEmpty();
        String lower = "x-a\u0130";
        assertThat(LowerCase.of(lower)).isSameAs(lower);
    }

    @Test
    void isWhatEveryReaderOfForeignTextUses() throws IOException {
        Set<String> users = new TreeSet<>();
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).matches("(?s).*\\.to(Lower|Upper)Case\\((Locale|\\)).*")) {
                        users.add(SOURCES.relativize(file).toString());
                    }
                }
            }
        }
        assertThat(users).isEqualTo(new TreeSet<>(BOUNDED));
    }
}
