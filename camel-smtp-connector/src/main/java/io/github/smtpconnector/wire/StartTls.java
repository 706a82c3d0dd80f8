// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.tls.TlsHandshake;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The STARTTLS command (RFC 3207). */
final class StartTls {

    private final ServerIdentity identity;
    private final TlsHandshake handshake;

    StartTls(ServerIdentity identity, TlsHandshake handshake) {
        this.identity = identity;
        this.handshake = handshake;
    }

    /**
     * Secures the connection where the policy wants it.
     *
     * @param timeout how long the handshake may take
     * @return the TLS session, after which everything heard before must be forgotten, or null when there is none
     */
    @Nullable
    SSLSession upgrade(Dialogue dialogue, Capabilities offered, Duration timeout) throws IOException {
        if (!offered.startTls()) {
            if (identity.tls().mode() == TlsPolicy.Mode.STARTTLS_REQUIRED) {
                throw Failure.permanent(Category.TLS, "the server does not offer STARTTLS, so nothing was sent")
                        .at(Phase.STARTTLS)
                        .withServer(identity.server())
                        .withAdvice(
                                "Use the server's port for implicit TLS (usually 465, or tlsMode=IMPLICIT), or, on a"
                                        + " network you trust, set useTls=false")
                        .toException();
            }
            return null;
        }
        // Offered and refused is an error in either mode: going on in clear is what an attacker would want.
        Reply reply = dialogue.ask("STARTTLS", Phase.STARTTLS);
        if (!reply.is(220)) {
            throw Refusal.of(Phase.STARTTLS, reply)
                    .withServer(identity.server())
                    .toException();
        }
        dialogue.refuseEarlyOctets();
        return handshake.secure(dialogue.line(), timeout);
    }
}
