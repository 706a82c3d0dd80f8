// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.tls.TlsFailure;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.io.EOFException;
import java.io.IOException;

/** What an exception on the line means, given how far the dialogue had come. */
public final class LineFailure {

    private LineFailure() {}

    /** The failure before the content was complete on its way: nothing can have been delivered. */
    public static Failure before(Phase phase, Line line, IOException cause) {
        if (cause instanceof ProtocolException) {
            return Failure.retryable(Category.PROTOCOL, "the server sent " + cause.getMessage())
                    .at(phase)
                    .causedBy(cause);
        }
        boolean late = line.isExpired();
        Category category = late ? Category.READ_TIMEOUT : Category.DROPPED;
        if (phase == Phase.GREETING) {
            category = late ? Category.CONNECT_TIMEOUT : Category.CONNECT;
        }
        if (phase == Phase.STARTTLS) {
            category = Category.TLS;
        }
        return Failure.retryable(category, late ? "no answer in time" : lost(cause))
                .at(phase)
                .causedBy(cause);
    }

    /** The failure while the connection is being opened. */
    public static Failure opening(Phase phase, ServerIdentity identity, Line line, IOException cause) {
        Failure alert = TlsFailure.ofAlert(cause);
        if (alert != null) {
            return alert.withServer(identity.server());
        }
        Failure failure = before(phase, line, cause).withServer(identity.server());
        if (phase == Phase.EHLO && line.tls() != null && failure.category() == Category.DROPPED) {
            return failure.withAdvice(TlsFailure.MAY_WANT_CERTIFICATE);
        }
        boolean implicit = identity.tls().mode() == TlsPolicy.Mode.IMPLICIT;
        if (phase != Phase.GREETING || implicit) {
            return failure;
        }
        // A server that waits for TLS says nothing, hangs up, or answers our silence with an alert.
        return failure.withAdvice("If this port expects TLS from the first byte, set tlsMode=IMPLICIT");
    }

    /** The failure after the content was complete on its way and before the reply: nobody knows (RFC 1047). */
    public static Failure after(Line line, IOException cause) {
        Category category = cause instanceof ProtocolException ? Category.PROTOCOL : Category.UNCERTAIN;
        String problem = cause instanceof ProtocolException
                ? "the server sent " + cause.getMessage()
                : line.isExpired() ? "no answer in time" : lost(cause);
        return new Failure(
                category,
                false,
                problem + " after the mail was handed over",
                "It may have been delivered: send it again only where a second copy does no harm",
                Phase.FINAL_REPLY,
                null,
                null,
                DeliveryState.UNKNOWN,
                null,
                cause);
    }

    private static String lost(IOException cause) {
        return cause instanceof EOFException ? "the server closed the connection" : "the connection was lost";
    }
}
