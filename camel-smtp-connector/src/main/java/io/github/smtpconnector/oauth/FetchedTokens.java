// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from a token endpoint. One is kept until shortly before it runs out, and however many senders wait for the
 * next, one request is made. A refresh token that the server gives in place of the last is used from then on; it is
 * kept in memory only, so after a restart the configured one must still be good. Thread-safe.
 */
public final class FetchedTokens implements TokenSource {

    /** So long before its end a token is not begun with any more: clocks differ, and a login takes its time. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** How long a token of unknown lifetime is kept. */
    private static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Clock clock;
    private final TokenEndpoint endpoint;
    private final ReentrantLock lock = new ReentrantLock();
    private TokenGrant grant;
    private @Nullable String current;
    private Instant staleAt = Instant.MIN;
    private @Nullable CompletableFuture<String> underWay;

    public FetchedTokens(TokenGrant grant, Clock clock) {
        this(grant, clock, LIMIT);
    }

    FetchedTokens(TokenGrant grant, Clock clock, Duration limit) {
        this.grant = grant;
        this.clock = clock;
        this.endpoint = new TokenEndpoint(limit);
    }

    @Override
    public AccessToken token(@Nullable String refused) {
        CompletableFuture<String> next;
        TokenGrant asked;
        boolean mine;
        lock.lock();
        try {
            if (current != null && !current.equals(refused) && clock.instant().isBefore(staleAt)) {
                return new AccessToken(current, false);
            }
            mine = underWay == null;
            next = underWay == null ? new CompletableFuture<>() : underWay;
            underWay = next;
            asked = grant;
        } finally {
            lock.unlock();
        }
        if (mine) {
            fetch(asked, next);
        }
        return new AccessToken(await(next), true);
    }

    private void fetch(TokenGrant asked, CompletableFuture<String> next) {
        @Nullable TokenAnswer answer = null;
        RuntimeException failure = new IllegalStateException("no answer");
        try {
            answer = endpoint.ask(asked);
        } catch (RuntimeException e) {
            failure = e;
        }
        lock.lock();
        try {
            underWay = null;
            if (answer != null) {
                current = answer.accessToken();
                staleAt = clock.instant().plus(goodFor(answer.lifetime()));
                grant = answer.refreshToken() == null ? grant : grant.with(answer.refreshToken());
            }
        } finally {
            lock.unlock();
        }
        if (answer == null) {
            next.completeExceptionally(failure);
        } else {
            next.complete(answer.accessToken());
        }
    }

    private static Duration goodFor(@Nullable Duration lifetime) {
        if (lifetime == null) {
            return UNKNOWN_LIFETIME;
        }
        Duration half = lifetime.dividedBy(2);
        Duration early = lifetime.minus(MARGIN);
        return early.compareTo(half) > 0 ? early : half;
    }

    private static String await(CompletableFuture<String> next) {
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.retryable(Category.SHUTDOWN, "interrupted while waiting for a token")
                    .toException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SmtpConnectorException failure) {
                throw failure.getFailure().toException();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public String toString() {
        return "FetchedTokens[xxxxxx]";
    }
}
