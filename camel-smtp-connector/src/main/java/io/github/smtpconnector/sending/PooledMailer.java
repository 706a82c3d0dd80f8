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
import io.github.smtpconnector.pool.Claim;
import io.github.smtpconnector.pool.ConnectionPool;
import io.github.smtpconnector.pool.ConnectionPools;
import io.github.smtpconnector.pool.Lease;
import io.github.smtpconnector.pool.PoolLimits;
import io.github.smtpconnector.wire.ServerIdentity;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.transaction.DeadConnectionException;
import io.github.smtpconnector.wire.transaction.Payload;
import io.github.smtpconnector.wire.transaction.Submission;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Sends over pooled connections: lease, deliver, keep. */
final class PooledMailer implements Mailer {

    private final Supplier<ConnectionPools> pools;
    private final ServerIdentity server;
    private final ReentrantLock lock = new ReentrantLock();
    private ConnectionPools opened;
    private ConnectionPools.Handle handle;
    private boolean closed;
    private final Timeouts timeouts;
    private final PoolLimits limits;
    private final PartialDelivery policy;

    /**
     * A mailer for one endpoint.
     *
     * @param pools those of the component now; others once it has been stopped and started
     */
    PooledMailer(
            Supplier<ConnectionPools> pools,
            ServerIdentity server,
            Timeouts timeouts,
            PoolLimits limits,
            PartialDelivery policy) {
        this.pools = pools;
        this.server = server;
        this.timeouts = timeouts;
        this.limits = limits;
        this.policy = policy;
        this.opened = pools.get();
        this.handle = opened.open(server);
    }

    private ConnectionPool pool() {
        lock.lock();
        try {
            ConnectionPools now = pools.get();
            if (now != opened && !closed) {
                handle.close();
                opened = now;
                handle = now.open(server);
            }
            return handle.pool();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SendResult send(Envelope envelope, RenderedMessage message, Settled known, Gate gate) {
        try {
            // Before a connection is taken: a source that cannot be read must not keep another sender waiting for one.
            Payload payload = Payload.of(message);
            return send(new Submission(envelope, known, payload, policy, timeouts), gate);
        } catch (IOException e) {
            Failure unread = Failure.permanent(ContentException.categoryOf(e), String.valueOf(e.getMessage()))
                    .causedBy(e);
            throw unsent(envelope, message, known, unread);
        }
    }

    /**
     * The reconnect rule: a connection that had carried mail before and was found dead, before anything was handed
     * over, is replaced by a new one, once. A connection that takes no further mail is left for another one, which
     * serves the recipients that remain. A server that has taught how it wants the mail gets it so. Nothing
     * else is retried here; redelivery is the route's.
     */
    private SendResult send(Submission submission, Gate gate) {
        Claim usual = submission.payload().isSmall() ? Claim.SHARED : Claim.WHOLE;
        Claim claim = usual;
        Submission rest = submission;
        Passage passage = new Passage(gate);
        while (true) {
            try {
                return deliver(rest, claim, passage);
            } catch (DeadConnectionException dead) {
                boolean progress = dead.settled().size() > rest.settled().size();
                if (!progress && !dead.isLesson() && claim == Claim.FRESH) {
                    throw dead.failure().toException();
                }
                claim = progress ? usual : Claim.FRESH;
                rest = rest.knowing(dead.settled());
            } catch (SmtpConnectorException e) {
                throw e.getResult() == null
                        ? unsent(rest.envelope(), rest.payload().message(), rest.settled(), e.getFailure())
                        : e;
            }
        }
    }

    /** The failure of what did not come to a server, or not for all of it. */
    private static SmtpConnectorException unsent(
            Envelope envelope, RenderedMessage message, Settled known, Failure failure) {
        return new Attempt(envelope, message, known, Settled.NONE)
                .unsent(failure)
                .toException();
    }

    /** Asks the gate once, however many connections a mail needs. */
    private static final class Passage {

        private final Gate gate;
        private boolean passed;

        private Passage(Gate gate) {
            this.gate = gate;
        }

        private Submission through(Submission submission) {
            if (passed) {
                return submission;
            }
            Submission known = submission.knowing(gate.pass(submission.settled()));
            passed = true;
            return known;
        }
    }

    private SendResult deliver(Submission asked, Claim claim, Passage passage) throws DeadConnectionException {
        int waiting = asked.settled().waiting(asked.envelope().recipients()).size();
        try (Lease lease = pool().acquire(limits, timeouts, claim, waiting, passage.gate)) {
            try {
                Submission submission = passage.through(asked);
                List<String> recipients = submission.envelope().recipients();
                if (submission.settled().waiting(recipients).isEmpty()) {
                    return new Attempt(
                                    submission.envelope(),
                                    submission.payload().message(),
                                    submission.settled(),
                                    Settled.NONE)
                            .settled();
                }
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
        lock.lock();
        try {
            closed = true;
            handle.close();
        } finally {
            lock.unlock();
        }
    }
}
