// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import io.github.smtpconnector.outcome.Failure;
import org.jspecify.annotations.Nullable;

/** One attempt to log in by one mechanism (RFC 4422 section 3). Used by one thread, once. */
public interface SaslExchange {

    /** What is sent along with AUTH, or null to wait for a challenge. */
    byte @Nullable [] initialResponse();

    /**
     * The answer to a challenge, or null to cancel because the mechanism knows no further one.
     *
     * @throws io.github.smtpconnector.outcome.SmtpConnectorException when the challenge ends the attempt
     */
    byte @Nullable [] respond(byte[] challenge);

    /** Whether the text of a challenge matters. Where it does not, one that cannot be decoded is as good as any. */
    default boolean readsChallenges() {
        return true;
    }

    /** What a refusal means, where the mechanism knows more of it than the reply says. */
    default Failure explain(Failure refusal) {
        return refusal;
    }

    /** Whether the server has shown what the mechanism demands of it. Asked when it has let us in. */
    default boolean trustsServer() {
        return true;
    }
}
