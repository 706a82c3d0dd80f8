// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.wire.login.AccessToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One request for all waiting senders: each of them learns its end, and the next sender asks again. */
class SharedRequestTest {

    private static final TokenGrant GRANT = new TokenGrant(URI.create("http://127.0.0.1/"), "c", "s", null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Executor THREADS = request -> new Thread(request).start();

    private static FetchedTokens tokens(Function<TokenGrant, TokenAnswer> endpoint, Executor requests, Duration wait) {
        return new FetchedTokens(GRANT, Clock.systemUTC(), endpoint, requests, wait);
    }

    private static TokenAnswer good() {
        return new TokenAnswer("good", null, null);
    }

    static Stream<Throwable> whateverIsThrown() {
        return Stream.of(
                new OutOfMemoryError("unable to create native thread"),
                new StackOverflowError(),
                new NoClassDefFoundError("java/net/http/HttpClient"),
                new IllegalStateException("unforeseen"),
                Failure.retryable(Category.OAUTH_TOKEN, "later").toException());
    }

    @ParameterizedTest
    @MethodSource("whateverIsThrown")
    void whateverARequestEndsInAllWhoWaitLearnIt(Throwable thrown) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Deque<Throwable> next = new ArrayDeque<>(List.of(thrown));
        FetchedTokens tokens = tokens(
                grant -> {
                    asked.countDown();
                    awaitQuietly(go);
                    return next.isEmpty() ? good() : rethrow(next.remove());
                },
                THREADS,
                PATIENCE);
        List<CompletableFuture<SmtpConnectorException>> waiting = Stream.generate(
                        () -> InBackground.supply(() -> failure(tokens)))
                .limit(1)
                .toList();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<SmtpConnectorException> second = InBackground.supply(() -> failure(tokens));
        go.countDown();

        assertThat(waiting.get(0).get(10, TimeUnit.SECONDS))
                .isInstanceOf(RetryableSmtpException.class)
                .extracting(SmtpConnectorException::getCategory)
                .isEqualTo(Category.OAUTH_TOKEN);
        CompletableFuture<Object> settled = second.handle((failure, token) -> failure == null ? token : failure);
        assertThat(settled.get(10, TimeUnit.SECONDS))
                .as("it may have come too late for the first")
                .isNotNull();
        assertThat(tokens.token(null).value()).isEqualTo("good");
    }

    @ParameterizedTest
    @MethodSource("whateverIsThrown")
    void soDoTheyWhenTheRequestCannotEvenBegin(Throwable thrown) {
        Deque<Throwable> next = new ArrayDeque<>(List.of(thrown));
        FetchedTokens tokens = tokens(
                grant -> good(),
                request -> {
                    if (!next.isEmpty()) {
                        rethrow(next.remove());
                    }
                    THREADS.execute(request);
                },
                PATIENCE);

        assertThat(failure(tokens)).isInstanceOf(RetryableSmtpException.class);
        assertThat(tokens.token(null).value()).isEqualTo("good");
    }

    @Test
    void noSenderWaitsForEver() {
        CountDownLatch never = new CountDownLatch(1);
        Deque<CountDownLatch> stuck = new ArrayDeque<>(List.of(never));
        FetchedTokens tokens = tokens(
                grant -> {
                    CountDownLatch latch = stuck.poll();
                    if (latch != null) {
                        awaitQuietly(latch);
                    }
                    return good();
                },
                THREADS,
                Duration.ofMillis(100));

        assertThat(failure(tokens))
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessageContaining("did not end within 100 ms");
        assertThat(tokens.token(null).value()).as("by a request of its own").isEqualTo("good");
        never.countDown();
    }

    @Test
    void theInterruptOfOneEndsOnlyItsOwnWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FetchedTokens tokens = tokens(
                grant -> {
                    asked.countDown();
                    awaitQuietly(go);
                    return good();
                },
                THREADS,
                PATIENCE);
        CompletableFuture<SmtpConnectorException> interrupted = new CompletableFuture<>();
        Thread first = new Thread(() -> interrupted.complete(failure(tokens)));
        first.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<AccessToken> second = InBackground.supply(() -> tokens.token(null));
        first.interrupt();

        assertThat(interrupted.get(10, TimeUnit.SECONDS).getCategory()).isEqualTo(Category.SHUTDOWN);
        go.countDown();
        assertThat(second.get(10, TimeUnit.SECONDS).value()).isEqualTo("good");
    }

    @Test
    void theThreadOfARequestKeepsNoApplicationAlive() {
        FetchedTokens tokens = new FetchedTokens(GRANT, Clock.systemUTC());
        assertThatThrownBy(() -> tokens.token(null)).isInstanceOf(SmtpConnectorException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("smtp-connector-token"))
                .allMatch(Thread::isDaemon);
    }

    private static SmtpConnectorException failure(FetchedTokens tokens) {
        try {
            throw new AssertionError("should have failed: " + tokens.token(null).value());
        } catch (SmtpConnectorException e) {
            return e;
        }
    }

    private static TokenAnswer rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
