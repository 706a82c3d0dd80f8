// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Refusal;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.IOException;

/** Waits for the server's greeting and introduces this client by EHLO (RFC 5321 sections 3.1, 3.2 and 4.1.1.1). */
final class Greeting {

    private final ServerIdentity identity;

    Greeting(ServerIdentity identity) {
        this.identity = identity;
    }

    /** Waits for the server to speak first. */
    Reply awaitGreeting(Dialogue dialogue) throws IOException {
        Reply greeting = dialogue.read(Phase.GREETING);
        if (!greeting.is(220)) {
            throw Refusal.of(Phase.GREETING, greeting)
                    .withServer(identity.server())
                    .toException();
        }
        return greeting;
    }

    /**
     * Asks for the capabilities. A server that does not know EHLO is greeted with HELO, but only where nothing that
     * needs a capability was asked for.
     */
    Capabilities introduce(Dialogue dialogue) throws IOException {
        Reply reply = dialogue.ask("EHLO " + identity.localHostname(), Phase.EHLO);
        if (reply.is(250)) {
            return Capabilities.of(reply.lines());
        }
        boolean modest = identity.credentials() == null && identity.tls().mode() != TlsPolicy.Mode.STARTTLS_REQUIRED;
        if (reply.code() / 100 == 5 && modest && dialogue.line().tls() == null) {
            reply = dialogue.ask("HELO " + identity.localHostname(), Phase.EHLO);
            if (reply.is(250)) {
                return Capabilities.NONE;
            }
        }
        throw Refusal.of(Phase.EHLO, reply).withServer(identity.server()).toException();
    }
}
