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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from a token endpoint. A token is kept until shortly before it expires. All senders that wait for the next one
 * share one request, in a thread of its own: an interrupted sender ends only its own wait. When the server replaces the
 * refresh token, the new one is used from then on. It is kept in memory only, so after a restart the configured one
 * must still be valid. Thread-safe.
 */
public final class FetchedTokens implements TokenSource {

    /** So long before its end a token is no longer used: clocks differ, and a login takes time. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** How long a token of unknown lifetime is kept. */
    private static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A sender waits so much longer than the request may take, because the request tells better why it failed. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Clock clock;
    private final Function<TokenGrant, TokenAnswer> endpoint;
    private final Executor requests;
    private final Duration patience;
    private Consumer<FetchedTokens> renewed = tokens -> {};
    private final ReentrantLock lock = new ReentrantLock();
    private final KeptRefusal refusal = new KeptRefusal();
    private TokenGrant grant;
    private @Nullable AccessToken current;
    private Instant staleAt = Instant.MIN;
    private @Nullable CompletableFuture<AccessToken> underWay;

    public FetchedTokens(TokenGrant grant, Clock clock) {
        this(grant, clock, LIMIT);
    }

    /** The same. {@code renewed} hears when the refresh token is no longer the configured one. */
    public FetchedTokens(TokenGrant grant, Clock clock, Consumer<FetchedTokens> renewed) {
        this(grant, clock);
        this.renewed = renewed;
    }

    FetchedTokens(TokenGrant grant, Clock clock, Duration limit) {
        this(grant, clock, new TokenEndpoint(limit)::ask, FetchedTokens::inItsOwnThread, limit.plus(SLACK));
    }

    /**
     * With another way to the endpoint.
     *
     * @param requests runs the requests
     * @param patience how long a sender waits for it
     */
    FetchedTokens(
            TokenGrant grant,
            Clock clock,
            Function<TokenGrant, TokenAnswer> endpoint,
            Executor requests,
            Duration patience) {
        this.grant = grant;
        this.clock = clock;
        this.endpoint = endpoint;
        this.requests = requests;
        this.patience = patience;
    }

    private static void inItsOwnThread(Runnable request) {
        Thread thread = new Thread(request, "smtp-connector-token");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public AccessToken token(@Nullable String refused) {
        CompletableFuture<AccessToken> next;
        TokenGrant asked;
        boolean mine;
        lock.lock();
        try {
            Instant now = clock.instant();
            if (current != null && !current.value().equals(refused) && now.isBefore(staleAt)) {
                return current;
            }
            refusal.check(now);
            mine = underWay == null;
            next = underWay == null ? new CompletableFuture<>() : underWay;
            underWay = next;
            asked = grant;
        } finally {
            lock.unlock();
        }
        if (mine) {
            begin(asked, next);
        }
        return new AccessToken(await(next).value(), true);
    }

    private void begin(TokenGrant asked, CompletableFuture<AccessToken> next) {
        try {
            requests.execute(() -> fetch(asked, next));
        } catch (Throwable e) {
            // There may be no thread left; the waiting senders must learn it, too.
            forget(next);
            next.completeExceptionally(e);
        }
    }

    /** Every exception reaches the waiting senders, errors included: no other thread would see them. */
    private void fetch(TokenGrant asked, CompletableFuture<AccessToken> next) {
        try {
            next.complete(keep(endpoint.apply(asked)));
        } catch (SmtpConnectorException e) {
            keep(e.getFailure());
            forget(next);
            next.completeExceptionally(e);
        } catch (Throwable e) {
            forget(next);
            next.completeExceptionally(e);
        } finally {
            forget(next);
            next.completeExceptionally(new IllegalStateException("no answer"));
        }
    }

    private AccessToken keep(TokenAnswer answer) {
        if (answer.refreshToken() != null) {
            renewed.accept(this);
        }
        lock.lock();
        try {
            grant = answer.refreshToken() == null ? grant : grant.with(answer.refreshToken());
            // Kept first: the refresh token is valid even when the access token is not.
            AccessToken token = new AccessToken(answer.accessToken(), false);
            staleAt = clock.instant().plus(goodFor(answer.lifetime()));
            current = token;
            underWay = null;
            refusal.ended();
            return token;
        } finally {
            lock.unlock();
        }
    }

    private void keep(Failure failure) {
        lock.lock();
        try {
            if (!failure.retryable()) {
                refusal.refused(failure, clock.instant());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the next sender ask again. */
    private void forget(CompletableFuture<AccessToken> request) {
        lock.lock();
        try {
            if (request == underWay) {
                underWay = null;
            }
        } finally {
            lock.unlock();
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

    private AccessToken await(CompletableFuture<AccessToken> next) {
        try {
            return next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.retryable(Category.SHUTDOWN, "interrupted while waiting for a token")
                    .toException();
        } catch (TimeoutException e) {
            forget(next);
            throw Failure.retryable(
                            Category.OAUTH_TOKEN,
                            "the request for a token did not end within " + patience.toMillis() + " ms")
                    .toException();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof SmtpConnectorException failure) {
                throw failure.getFailure().toException();
            }
            throw Failure.retryable(
                            Category.OAUTH_TOKEN,
                            "the request for a token failed with "
                                    + cause.getClass().getName())
                    .causedBy(cause)
                    .toException();
        }
    }

    @Override
    public String toString() {
        return "FetchedTokens[xxxxxx]";
    }
}
