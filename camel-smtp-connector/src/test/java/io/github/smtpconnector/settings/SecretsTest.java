// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.testkit.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the descriptor calls a secret is shown by nobody, whether Camel's own list has its name or not. */
class SecretsTest {

    private static List<String> secrets() throws IOException {
        JsonNode descriptor = new ObjectMapper()
                .readTree(Objects.requireNonNull(SecretsTest.class
                        .getClassLoader()
                        .getResourceAsStream("META-INF/io/github/smtpconnector/smtp-connector.json")));
        List<String> secrets = new ArrayList<>();
        descriptor.get("properties").properties().forEach(option -> {
            if (option.getValue().path("secret").asBoolean()) {
                secrets.add(option.getKey());
            }
        });
        assertThat(secrets).contains("password", "accessToken", "oauthClientSecret", "oauthRefreshToken");
        return secrets;
    }

    private static final String FETCHING = "smtp-connector:h?username=h1dden&oauthTokenUri=https://login.example/token"
            + "&oauthClientId=h1dden&oauthClientSecret=RAW(h1dden)&oauthRefreshToken=RAW(h1dden)";

    @Test
    void noneStandsInAUriShown() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            for (String uri : List.of(
                    FETCHING,
                    "smtp-connector:h?proxyUri=RAW(socks5://h1dden:h1dden@proxy.example:1080)",
                    "smtp-connector:h?proxyUri=http://h1dden:h1dden%40@proxy.example:1080",
                    "smtp-connector:h?username=h1dden&accessToken=RAW(h1dden)")) {
                Endpoint endpoint = context.getEndpoint(uri);
                assertThat(endpoint.toString()).contains("xxxxxx").doesNotContain("h1dden");
                assertThat(context.getEndpoints().toString()).doesNotContain("h1dden");
            }
        }
    }

    @Test
    void noneIsLoggedWhenItIsSetOnTheComponent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application.properties");
        for (String secret : secrets()) {
            Files.writeString(
                    file,
                    "camel.component.smtp-connector." + secret + "=h1dden-" + secret + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        try (LoggedLines logged = LoggedLines.ofAll()) {
            Main main = new Main();
            try {
                main.setPropertyPlaceholderLocations("file:" + file);
                main.start();
            } finally {
                main.stop();
            }
            assertThat(logged.lines())
                    .anyMatch(line -> line.contains("camel.component.smtp-connector.oauthRefreshToken = xxxxxx"))
                    .noneMatch(line -> line.contains("h1dden"));
        }
    }
}
