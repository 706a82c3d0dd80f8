// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Verification;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server would take mail now. It is tried on a connection beside those that carry mail, and the outcome is
 * the answer for a while. A caller that asks each second must not cause a login each second, and a wrong password must
 * not have the account locked.
 */
final class SmtpHealthCheck extends AbstractHealthCheck {

    private static final long KEPT = Duration.ofSeconds(30).toNanos();
    private static final long REFUSED_LOGIN_KEPT = Duration.ofMinutes(5).toNanos();

    private final Supplier<Verification> verifier;
    private final LongSupplier nanoTime;
    private @Nullable Verification last;
    private long verified;

    SmtpHealthCheck(String id, Supplier<Verification> verifier, LongSupplier nanoTime) {
        super("camel", id);
        this.verifier = verifier;
        this.nanoTime = nanoTime;
    }

    /** A server that mail is for is no reason to restart the application that sends it. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Verification verification = latest();
        builder.detail("host", verification.host());
        builder.detail("port", verification.port());
        verification
                .passedOver()
                .forEach(other -> put(
                        builder,
                        "passedOver " + other.host() + ":" + other.port(),
                        other.failure() == null ? null : other.failure().message()));
        Failure failure = verification.failure();
        if (failure != null) {
            verification.reasons().forEach(builder::detail);
            builder.message(failure.message()).down();
            return;
        }
        put(builder, "tlsProtocol", verification.fact("STARTTLS", "protocol"));
        put(builder, "capabilities", verification.fact("EHLO", "capabilities"));
        builder.up();
    }

    /** Called under the lock of {@link AbstractHealthCheck#call}, so that callers that ask at once share one answer. */
    private Verification latest() {
        Verification known = last;
        if (known == null || nanoTime.getAsLong() - verified >= keptFor(known)) {
            known = verifier.get();
            last = known;
            verified = nanoTime.getAsLong();
        }
        return known;
    }

    private static long keptFor(Verification verification) {
        Failure failure = verification.failure();
        boolean refused = failure != null
                && !failure.retryable()
                && (failure.category() == Category.AUTH || failure.category() == Category.OAUTH_TOKEN);
        return refused ? REFUSED_LOGIN_KEPT : KEPT;
    }

    private static void put(HealthCheckResultBuilder builder, String name, @Nullable Object value) {
        if (value != null) {
            builder.detail(name, value);
        }
    }
}
