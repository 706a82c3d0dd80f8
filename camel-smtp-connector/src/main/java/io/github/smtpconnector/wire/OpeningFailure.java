// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.LineFailure;
import io.github.smtpconnector.wire.dialogue.TlsRecordException;
import io.github.smtpconnector.wire.tls.TlsFailure;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.IOException;

/** Turns an exception on the line into a failure while a connection is opened, with what to change in the options. */
final class OpeningFailure {

    private OpeningFailure() {}

    /** The failure of a connection that was opened as far as this phase. */
    static Failure of(Phase phase, ServerIdentity identity, Line line, IOException cause) {
        Failure alert = TlsFailure.ofAlert(cause);
        if (alert != null) {
            return alert.withServer(identity.server());
        }
        Failure failure = LineFailure.before(phase, category(phase, line.isExpired()), line, cause)
                .withServer(identity.server());
        if (phase == Phase.EHLO && line.tls() != null && failure.category() == Category.DROPPED) {
            return failure.withAdvice(TlsFailure.MAY_WANT_CERTIFICATE);
        }
        boolean implicit = identity.tls().mode() == TlsPolicy.Mode.IMPLICIT;
        if (phase != Phase.GREETING || implicit) {
            return failure;
        }
        // A server that waits for TLS says nothing, hangs up, or answers our silence with an alert.
        return cause instanceof TlsRecordException
                ? expectsTls(identity, cause)
                : failure.withAdvice("If this port expects TLS from the first byte, set tlsMode=IMPLICIT");
    }

    /** The failure of a server that has shown to expect TLS where it should have greeted. */
    static Failure expectsTls(ServerIdentity identity, IOException cause) {
        boolean optional = identity.tls().mode() == TlsPolicy.Mode.STARTTLS_OFFERED;
        return Failure.permanent(
                        Category.TLS,
                        "the server expects TLS from the first byte here and sends no greeting without it")
                .at(Phase.GREETING)
                .withServer(identity.server())
                .withAdvice("Set tlsMode=IMPLICIT" + (optional ? " and useTls=true" : ""))
                .causedBy(cause);
    }

    private static Category category(Phase phase, boolean late) {
        return switch (phase) {
            case GREETING -> late ? Category.CONNECT_TIMEOUT : Category.CONNECT;
            case STARTTLS -> Category.TLS;
            default -> late ? Category.READ_TIMEOUT : Category.DROPPED;
        };
    }
}
