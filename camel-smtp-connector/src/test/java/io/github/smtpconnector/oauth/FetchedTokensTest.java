// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.TokenServer;
import io.github.smtpconnector.testkit.TokenServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchedTokensTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TokenServer server = new TokenServer("app@example.com");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @AfterEach
    void stop() {
        server.close();
    }

    private FetchedTokens byClientCredentials() {
        return new FetchedTokens(
                new TokenGrant(server.tokenUri(), "the-client", "the s&cret=+", "https://mail/.default", null),
                clock,
                LIMIT);
    }

    private FetchedTokens byRefreshToken() {
        return new FetchedTokens(
                new TokenGrant(server.tokenUri(), "the-client", null, null, "refresh-0"), clock, LIMIT);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private SmtpConnectorException failure(FetchedTokens tokens) {
        try {
            throw new AssertionError("should have failed: " + tokens.token(null).value());
        } catch (SmtpConnectorException e) {
            return e;
        }
    }

    @Test
    void asksInTheClientsOwnName() {
        assertThat(byClientCredentials().token(null).value()).isEqualTo("token-1");
        assertThat(server.requests())
                .containsExactly(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "the-client",
                        "client_secret", "the s&cret=+",
                        "scope", "https://mail/.default"));
    }

    @Test
    void keepsATokenUntilAMinuteBeforeItRunsOut() {
        FetchedTokens tokens = byClientCredentials();
        assertThat(tokens.token(null).fresh()).isTrue();
        pass(Duration.ofMinutes(59).minusSeconds(1));
        assertThat(tokens.token(null).value()).isEqualTo("token-1");
        assertThat(tokens.token(null).fresh()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(tokens.token(null).value()).isEqualTo("token-2");
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"expires_in\":60', 29, 30",
        "'\"expires_in\":\"3600\"', 3539, 3540",
        "'\"scope\":\"none\"', 299, 300",
        "'\"expires_in\":99999999999', 86339, 86340",
    })
    void readsEveryLifetime(String field, long good, long stale) {
        server.answer(200, "{\"access_token\":\"first\"," + field + "}");
        FetchedTokens tokens = byClientCredentials();
        assertThat(tokens.token(null).value()).isEqualTo("first");
        pass(Duration.ofSeconds(good));
        assertThat(tokens.token(null).value()).isEqualTo("first");
        pass(Duration.ofSeconds(stale - good));
        assertThat(tokens.token(null).value()).isEqualTo("token-2");
    }

    @Test
    void replacesARefusedTokenOnceForAllWhoWereRefused() {
        FetchedTokens tokens = byClientCredentials();
        assertThat(tokens.token(null).value()).isEqualTo("token-1");
        assertThat(tokens.token("token-1").value()).isEqualTo("token-2");
        assertThat(tokens.token("token-1").value()).isEqualTo("token-2");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void makesOneRequestHoweverManyWait() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.answer(exchange -> {
            asked.countDown();
            awaitQuietly(go);
            Answer.of(200, "{\"access_token\":\"shared\",\"expires_in\":3600}").to(exchange);
        });
        FetchedTokens tokens = byClientCredentials();
        ExecutorService senders = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<String>> waiting = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> tokens.token(null).value(), senders))
                    .toList();
            awaitQuietly(asked);
            go.countDown();
            assertThat(waiting).allSatisfy(one -> assertThat(one.join()).isEqualTo("shared"));
        } finally {
            senders.shutdownNow();
        }
        assertThat(server.requests()).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void usesTheRefreshTokenThatWasGivenInPlaceOfTheLast() {
        server.answer(200, "{\"access_token\":\"a\",\"expires_in\":60,\"refresh_token\":\"refresh-1\"}");
        server.answer(200, "{\"access_token\":\"b\",\"expires_in\":60}");
        FetchedTokens tokens = byRefreshToken();
        for (String token : List.of("a", "b", "token-3")) {
            assertThat(tokens.token(null).value()).isEqualTo(token);
            pass(Duration.ofMinutes(2));
        }
        assertThat(server.requests())
                .extracting(request -> request.get("refresh_token"))
                .containsExactly("refresh-0", "refresh-1", "refresh-1");
        assertThat(server.requests()).allSatisfy(request -> assertThat(request)
                .containsEntry("grant_type", "refresh_token")
                .doesNotContainKeys("client_secret", "scope"));
    }

    @Test
    void triesAgainAfterAFailure() {
        server.answer(503, "");
        FetchedTokens tokens = byClientCredentials();
        failure(tokens);
        assertThat(tokens.token(null).value()).isEqualTo("token-2");
    }

    @Test
    void anInterruptedSenderIsNotHeld() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> byClientCredentials().token(null)).isInstanceOf(RetryableSmtpException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /** An endpoint locks a client that asks with a wrong secret for each mail. */
    @Test
    void asksARefusingEndpointLessAndLess() {
        FetchedTokens tokens = byClientCredentials();
        for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            server.answer(401, "{\"error\":\"invalid_client\"}");
            int asked = server.requests().size();
            for (Duration part :
                    List.of(Duration.ZERO, Duration.ofSeconds(seconds).minusMillis(1))) {
                pass(part);
                for (int mail = 0; mail < 3; mail++) {
                    assertThat(failure(tokens))
                            .isInstanceOf(PermanentSmtpException.class)
                            .hasMessageContaining("invalid_client");
                }
            }
            assertThat(server.requests()).hasSize(asked + 1);
            pass(Duration.ofMillis(1));
        }
        assertThat(tokens.token(null).value()).isEqualTo("token-9");
        server.answer(401, "{\"error\":\"invalid_client\"}");
        assertThatThrownBy(() -> tokens.token("token-9")).isInstanceOf(PermanentSmtpException.class);
        pass(Duration.ofSeconds(5));
        assertThat(tokens.token("token-9").value()).as("five seconds again").isEqualTo("token-11");
    }

    @Test
    void keepsNoTokenThatCannotBeSent() {
        server.answer(200, "{\"access_token\":\"two words\",\"expires_in\":3600,\"refresh_token\":\"refresh-1\"}");
        FetchedTokens tokens = byRefreshToken();
        assertThat(failure(tokens).getCategory()).isEqualTo(Category.OAUTH_TOKEN);
        pass(Duration.ofSeconds(5));

        assertThat(tokens.token(null).value()).isEqualTo("token-2");
        assertThat(server.requests().get(1)).containsEntry("refresh_token", "refresh-1");
    }
}
