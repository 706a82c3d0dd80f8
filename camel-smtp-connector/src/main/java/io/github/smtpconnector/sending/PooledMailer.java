// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.email.Envelope;
import io.github.smtpconnector.email.PartialDelivery;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.Settled;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.ConnectionPool.Claim;
import io.github.smtpconnector.pool.ConnectionPools;
import io.github.smtpconnector.pool.Lease;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.transaction.DeadConnectionException;
import io.github.smtpconnector.wire.transaction.Payload;
import io.github.smtpconnector.wire.transaction.Submission;
import java.io.IOException;

/** Sends over pooled connections: lease, deliver, keep. */
final class PooledMailer implements Mailer {

    private final ConnectionPools.Handle handle;
    private final Timeouts timeouts;
    private final PoolLimits limits;
    private final PartialDelivery policy;

    /** Takes over the handle. */
    PooledMailer(ConnectionPools.Handle handle, Timeouts timeouts, PoolLimits limits, PartialDelivery policy) {
        this.handle = handle;
        this.timeouts = timeouts;
        this.limits = limits;
        this.policy = policy;
    }

    @Override
    public SendResult send(Envelope envelope, RenderedMessage message, Settled served) {
        try {
            // Before a connection is taken: a source that cannot be read must cost nobody's time on the line.
            Payload payload = Payload.of(message);
            return send(new Submission(envelope, served, payload, policy, timeouts));
        } catch (IOException e) {
            Failure unread = Failure.permanent(ContentException.categoryOf(e), String.valueOf(e.getMessage()))
                    .causedBy(e);
            throw new Attempt(envelope, message, served, false).unsent(unread).toException();
        }
    }

    /**
     * The reconnect rule: a connection that had carried mail before and was found dead, before anything was handed
     * over, is replaced by a new one, once. One that takes no further mail is left for another, for those recipients who
     * are left. Nothing else is retried here; redelivery is the route's.
     */
    private SendResult send(Submission submission) {
        Claim usual = submission.payload().isSmall() ? Claim.SHARED : Claim.WHOLE;
        Claim claim = usual;
        Submission rest = submission;
        while (true) {
            try {
                return deliver(rest, claim);
            } catch (DeadConnectionException dead) {
                boolean progress = dead.settled().size() > rest.settled().size();
                if (!progress && claim == Claim.FRESH) {
                    throw dead.failure().toException();
                }
                claim = progress ? usual : Claim.FRESH;
                rest = rest.knowing(dead.settled());
            } catch (SmtpConnectorException e) {
                throw e.getResult() == null ? unsent(rest, e.getFailure()) : e;
            }
        }
    }

    /** The failure of what did not come to a server, or not for all of it. */
    private static SmtpConnectorException unsent(Submission rest, Failure failure) {
        return new Attempt(rest.envelope(), rest.payload().message(), rest.settled(), false)
                .unsent(failure)
                .toException();
    }

    private SendResult deliver(Submission submission, Claim claim) throws DeadConnectionException {
        ConnectionPool pool = handle.pool();
        try (Lease lease = pool.acquire(limits, timeouts, claim)) {
            try {
                return lease.connection().deliver(submission);
            } catch (SmtpConnectorException e) {
                lease.failed(e);
                throw e;
            } finally {
                if (lease.connection().isUsable()) {
                    lease.keep();
                }
            }
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
