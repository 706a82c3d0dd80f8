// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TokenServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of errors in docs/providers.md: what each provider says becomes what the page says. */
class ProvidersErrorsTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| ([a-z ]+) \\| `(\\d{3} [^`]+)` \\| `([A-Z_]+)`, (permanent|retryable) \\| .+ \\|$",
            Pattern.MULTILINE);

    /** What the page calls the steps, and what the server does. */
    private static final Map<String, String> STEPS = Map.of(
            "greeting", "GREETING",
            "login", "AUTH",
            "login by token", "AUTH",
            "sender", "MAIL",
            "recipient", "RCPT",
            "content", "CONTENT");

    private final SmtpTestServer server = new SmtpTestServer().login("app", "secret", "PLAIN", "XOAUTH2");
    private final TokenServer tokens = new TokenServer("app");
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
        tokens.close();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "providers.md"));
    }

    static Stream<Arguments> rows() throws IOException {
        return ROW.matcher(page())
                .results()
                .map(row -> Arguments.of(row.group(1), row.group(2), row.group(3), row.group(4)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void becomeWhatThePageSays(String step, String said, String category, String lasting) {
        String login = "password=secret";
        if (step.equals("token endpoint")) {
            tokens.answer(Integer.parseInt(said.substring(0, 3)), "{\"error\":\"" + said.substring(4) + "\"}");
        } else {
            server.on(STEPS.get(step), Fault.reply(said));
        }
        if (step.contains("token")) {
            login = "oauthTokenUri=" + tokens.tokenUri() + "&oauthClientId=c&oauthClientSecret=s";
        }
        server.start();
        Exchange sent = context.createProducerTemplate()
                .send(
                        "smtp-connector:127.0.0.1:" + server.port()
                                + "?useTls=false&from=app@example.com&to=ann@example.org&username=app&" + login,
                        exchange -> exchange.getMessage().setBody("t"));

        assertThat(sent.getException()).isInstanceOfSatisfying(SmtpConnectorException.class, failure -> {
            assertThat(failure.getCategory()).hasToString(category);
            assertThat(failure instanceof RetryableSmtpException).isEqualTo(lasting.equals("retryable"));
            assertThat(failure).hasMessageContaining(said.substring(4));
        });
    }

    @Test
    void areAllPlayed() throws IOException {
        long rows = page().lines()
                .filter(line -> line.matches("\\|.*`, (permanent|retryable).*"))
                .count();
        assertThat(rows().count()).isEqualTo(rows).isGreaterThan(30);
    }
}
