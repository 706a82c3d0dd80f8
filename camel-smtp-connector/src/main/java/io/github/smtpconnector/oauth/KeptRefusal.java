// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import io.github.smtpconnector.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a permanent refusal for five seconds, then twice as long after each further one, at most five minutes.
 * Endpoints lock a client that asks with a wrong secret for each mail, as RFC 6749 section 2.3.1 demands. Guarded by
 * the lock of its user.
 */
final class KeptRefusal {

    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private @Nullable Failure failure;
    private Duration length = FIRST;
    private Instant end = Instant.MIN;

    /** @throws io.github.smtpconnector.outcome.SmtpConnectorException the refusal, for as long as it is kept */
    void check(Instant now) {
        if (failure != null && now.isBefore(end)) {
            throw failure.toException();
        }
    }

    void refused(Failure refusal, Instant now) {
        Duration twice = length.multipliedBy(2);
        length = failure == null ? FIRST : twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        end = now.plus(length);
        failure = refusal;
    }

    void ended() {
        failure = null;
    }
}
