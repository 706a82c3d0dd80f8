// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pool;

import io.github.smtpconnector.wire.AwaitedCall;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Remembers the last token that was used to log in, to notice a new one. Never prints it. Thread-safe. */
final class TokenWatch {

    private final @Nullable TokenSource source;
    private final Watchdog watchdog;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile @Nullable String last;

    TokenWatch(ServerIdentity identity, Watchdog watchdog) {
        this.watchdog = watchdog;
        this.source = identity.credentials() instanceof TokenLogin login ? login.source() : null;
    }

    /** The same server, whose logins are watched. */
    ServerIdentity watched(ServerIdentity identity) {
        if (!(identity.credentials() instanceof TokenLogin login)) {
            return identity;
        }
        TokenSource inner = login.source();
        TokenSource outer = refused -> {
            AccessToken token = inner.token(refused);
            last = token.value();
            return token;
        };
        return new ServerIdentity(
                identity.host(),
                identity.port(),
                identity.tls(),
                new TokenLogin(login.username(), outer),
                identity.authMechanism(),
                identity.allowInsecureAuth(),
                identity.localHostname(),
                identity.proxy(),
                identity.chunking(),
                identity.fallbacks().stream().map(this::watched).toList());
    }

    /** Whether the source has another token now. This may take time, so one sender asks for all, for so long at most. */
    boolean hasAnother(Duration limit) {
        if (source == null || !asking.compareAndSet(false, true)) {
            return false;
        }
        try {
            AccessToken token = source.isAtHand()
                    ? source.token(null)
                    : AwaitedCall.await(() -> source.token(null), limit, watchdog);
            return !token.value().equals(last);
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            // The next attempt to log in reports why there is none.
            return false;
        } finally {
            asking.set(false);
        }
    }
}
