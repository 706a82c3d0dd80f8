// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TokenServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private final TokenServer server = new TokenServer("app@example.com");

    @AfterEach
    void stop() {
        server.close();
    }

    private TokenGrant clientCredentials() {
        return new TokenGrant(server.tokenUri(), "the-client", "the s&cret=+", "https://mail/.default", null);
    }

    private static SmtpConnectorException failure(TokenGrant grant) {
        return failure(grant, Duration.ofSeconds(20));
    }

    private static SmtpConnectorException failure(TokenGrant grant, Duration limit) {
        try {
            throw new AssertionError(
                    "should have failed: " + new TokenEndpoint(limit).ask(grant).accessToken());
        } catch (SmtpConnectorException e) {
            return e;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: no\"} | false | answered 401: invalid_client (AADSTS7000215: no). Check oauthClientId and oauthClientSecret",
                "400 | {\"error\":\"invalid_grant\"} | false | 400: invalid_grant. The refresh token has expired",
                "400 | {\"error\":\"invalid_scope\"} | false | Check oauthScope",
                "400 | {\"error\":\"unauthorized_client\"} | false | may not ask in this way",
                "400 | {\"error\":\"temporarily_unavailable\"} | true | temporarily_unavailable",
                "404 | <html>no such page</html> | false | answered 404. Check oauthTokenUri",
                "500 | oops | true | answered 500",
                "503 | | true | answered 503",
                "429 | {} | true | answered 429",
                "302 | | false | Redirects are not followed",
                "200 | {} | false | without an access_token",
                "200 | [1] | false | without an access_token",
                "200 | {\"access_token\":\"a\",\"token_type\":\"mac\"} | false | of type mac",
                "400 | {\"error\":\"x\",\"error_description\":\"a\\r\\nb\"} | false | a\\u000D\\u000Ab",
            })
    void saysWhyThereIsNoToken(int status, @Nullable String body, boolean retryable, String said) {
        server.answer(status, body == null ? "" : body);
        SmtpConnectorException failure = failure(clientCredentials());
        assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
        assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
        assertThat(failure).hasMessageContaining("the token endpoint 127.0.0.1").hasMessageContaining(said);
    }

    @Test
    void followsNoRedirect() {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", server.tokenUri().toString());
            exchange.sendResponseHeaders(307, -1);
        });
        assertThat(failure(clientCredentials())).hasMessageContaining("answered 307");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void showsNoSecretThatTheServerRepeats() {
        server.answer(
                400, "{\"error\":\"x\",\"error_description\":\"not the s&cret=+ I know" + "x".repeat(1000) + "\"}");
        assertThat(failure(clientCredentials()))
                .hasMessageContaining("not xxxxxx I know")
                .message()
                .hasSizeLessThan(600);
        server.answer(400, "{\"error\":\"refresh-0\"}");
        assertThat(failure(clientCredentials().with("refresh-0"))).hasMessageNotContaining("refresh-0");
    }

    @Test
    void printsNoSecret() {
        TokenGrant grant = new TokenGrant(server.tokenUri(), "the-client", "s3cret", null, "refr3sh");
        assertThat(grant + " " + new FetchedTokens(grant, Clock.systemUTC())
                        + new TokenAnswer("t0ken", null, "refr3sh"))
                .doesNotContain("s3cret", "refr3sh", "t0ken");
    }

    @Test
    void readsNoEndlessAnswer() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] octets = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(octets);
            }
        });
        assertThat(failure(clientCredentials())).hasMessageContaining("more than 65536 octets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "within"})
    void waitsNotForEver(String stall) {
        CountDownLatch never = new CountDownLatch(1);
        server.answer(exchange -> {
            if (stall.equals("within")) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitQuietly(never);
        });
        SmtpConnectorException failure = failure(clientCredentials(), Duration.ofMillis(300));
        assertThat(failure).isInstanceOf(RetryableSmtpException.class).hasMessageContaining("within 300 ms");
        never.countDown();
    }

    @Test
    void anEndpointThatIsNotThereCanBeAskedLater() {
        URI uri = server.tokenUri();
        server.close();
        assertThat(failure(new TokenGrant(uri, "c", "s", null, null)))
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessageContaining("was not reached");
    }

    @Test
    void speaksTlsOnlyToWhomTheJvmTrusts() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificates.shared().localhost()));
        https.start();
        try {
            URI uri = URI.create("https://localhost:" + https.getAddress().getPort() + "/token");
            assertThat(failure(new TokenGrant(uri, "c", "s", null, null)))
                    .isInstanceOf(PermanentSmtpException.class)
                    .hasMessageContaining("is not trusted");
        } finally {
            https.stop(0);
        }
    }

    /** A restarting endpoint, or the proxy before it, hangs up in the handshake; later it does not. */
    @ParameterizedTest
    @ValueSource(strings = {"", "plain text\r\n"})
    void aHandshakeThatFailsIsNoMatterOfTrust(String said) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> hungUp = InBackground.supply(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    return socket.getInputStream().read(new byte[9000]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            URI uri = URI.create("https://localhost:" + listening.getLocalPort() + "/token");
            assertThat(failure(new TokenGrant(uri, "c", "s", null, null)))
                    .isInstanceOf(RetryableSmtpException.class)
                    .hasMessageContaining("was not reached");
            // It may have heard enough before it said anything.
            assertThat(hungUp).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void leavesNoThreadsBehindHoweverOftenItAsks() {
        for (int i = 0; i < 40; i++) {
            new TokenEndpoint(Duration.ofSeconds(20)).ask(clientCredentials());
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("HttpClient"))
                .as("of those before there may be some left that the collector has not seen")
                .hasSizeLessThan(20);
    }
}
