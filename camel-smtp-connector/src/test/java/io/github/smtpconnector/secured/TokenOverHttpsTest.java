// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TokenServer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token endpoint is trusted as the JVM trusts, which is set where a JVM begins: so the sender is a process of its
 * own.
 */
class TokenOverHttpsTest {

    @TempDir
    private Path folder;

    private final SmtpTestServer server =
            new SmtpTestServer().offering("XOAUTH2").start();
    private final TokenServer tokens =
            new TokenServer("app@example.com", TestCertificates.shared().localhost());

    @AfterEach
    void stop() {
        server.close();
        tokens.close();
    }

    private String sent(String... properties) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(properties));
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TokenOverHttpsMain.class.getName(),
                String.valueOf(server.port()),
                tokens.tokenUri().toString()));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return output.lines().reduce((first, last) -> last).orElse("");
    }

    @Test
    void fetchesATokenFromWhomTheJvmTrusts() throws Exception {
        server.logins().allow("app@example.com", "token-1");
        Path store = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            TestCertificates.shared().trustStore().store(out, "changeit".toCharArray());
        }

        assertThat(sent("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit"))
                .isEqualTo("ACCEPTED");
        assertThat(tokens.tokenUri()).hasScheme("https");
        assertThat(tokens.requests()).hasSize(1);
        assertThat(server.onlyMail().recipients()).containsExactly("ann@example.com");
    }
}
