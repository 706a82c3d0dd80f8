// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.wire.dialogue.Dialogue;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a server without sending mail: opens a connection as a mail would, step by step, says NOOP and QUIT. Where a mail
 * would go on to a fallback, so does it. Thread-safe.
 */
public final class Verifier {

    private final List<SmtpConnector> connectors;
    private final Watchdog watchdog;

    public Verifier(ServerIdentity identity, Watchdog watchdog) {
        this.connectors = identity.all().stream()
                .map(server -> new SmtpConnector(server, watchdog))
                .toList();
        this.watchdog = watchdog;
    }

    /** The steps that were tried and their outcome; never an exception for a fault of the server or the network. */
    public Verification verify(Timeouts timeouts) {
        List<Verification> passedOver = new ArrayList<>();
        while (true) {
            Verification verification = verify(connectors.get(passedOver.size()), timeouts);
            Failure failure = verification.failure();
            if (failure == null || !Failover.allowsAnother(failure) || passedOver.size() == connectors.size() - 1) {
                return verification.after(passedOver);
            }
            passedOver.add(verification);
        }
    }

    private Verification verify(SmtpConnector connector, Timeouts timeouts) {
        ServerIdentity identity = connector.identity();
        VerificationSteps steps = new VerificationSteps();
        try {
            SmtpConnection connection = connector.open(timeouts, steps);
            try {
                steps.answered(noop(connection.dialogue(timeouts), identity));
            } catch (SmtpConnectorException e) {
                throw OwnEnd.or(e, watchdog);
            } finally {
                connection.quit();
            }
            return new Verification(identity.host(), identity.port(), steps.all(), null);
        } catch (SmtpConnectorException e) {
            steps.failed(e.getFailure());
            return new Verification(identity.host(), identity.port(), steps.all(), e.getFailure());
        }
    }

    /**
     * RFC 5321 section 4.1.1.9: whether the server still answers, now that it knows the client. Any reply shows that it
     * does, for there are servers without NOOP that take mail; only 421 says that it will not.
     */
    private static Reply noop(Dialogue dialogue, ServerIdentity identity) {
        Failure failure;
        try {
            // Any phase but the last has the time-out of a command.
            Reply reply = dialogue.ask("NOOP", Phase.MAIL);
            if (!reply.is(421)) {
                return reply;
            }
            failure = Failure.retryable(Category.TRANSIENT, "the server closes the connection after the login")
                    .withReply(reply.toSmtpReply());
        } catch (IOException e) {
            failure = dialogue.line().isExpired()
                    ? Failure.retryable(Category.READ_TIMEOUT, "no answer to NOOP in time")
                    : Failure.retryable(Category.DROPPED, "the connection was lost after the login");
            failure = failure.causedBy(e);
        }
        throw failure.withServer(identity.server()).toException();
    }
}
