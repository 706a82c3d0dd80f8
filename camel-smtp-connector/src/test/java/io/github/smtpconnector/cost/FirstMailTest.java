// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the first mail of a process waits for: classes that only other mails need are not loaded for it. */
class FirstMailTest {

    /** As the JVM logs the loading of a class. */
    private static final Pattern LOADED = Pattern.compile("\\[class,load *\\] (\\S+) source: ");

    /** What reads JSON, dates, foreign mails and html, encrypts and signs. */
    private static final List<String> OF_OTHER_MAILS = List.of(
            "com.fasterxml.jackson.databind.",
            "java.time.format.",
            "jakarta.mail.",
            "jakarta.activation.",
            "com.ibm.icu.",
            "org.bouncycastle.",
            "java.sql.",
            "java.net.http.");

    @Test
    void loadsNothingThatOnlyOtherMailsNeed() throws Exception {
        try (SmtpTestServer server = new SmtpTestServer().start()) {
            String said = Programs.run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:class+load",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    FirstMailMain.class.getName(),
                    String.valueOf(server.port()));

            assertThat(server.mails()).hasSize(1);
            assertThat(loadedForTheMail(said)).isNotEmpty().noneMatch(name -> OF_OTHER_MAILS.stream()
                    .anyMatch(name::startsWith));
        }
    }

    private static List<String> loadedForTheMail(String said) {
        int begin = said.indexOf(FirstMailMain.NOW);
        assertThat(begin).isPositive();
        return LOADED.matcher(said.substring(begin))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
