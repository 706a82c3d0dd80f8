// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.wire.dialogue.Timeouts;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.transaction.SmtpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the first of several servers that serves. One that failed rests: for a minute it is tried after
 * the others, so that a dead server costs its time-out once a minute and not with each connection; then one attempt
 * finds out whether it is back. Thread-safe.
 */
public final class Failover {

    static final Duration REST = Duration.ofMinutes(1);

    private final List<Candidate> candidates;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    /** A server, and since when it rests. Guarded by the lock. */
    private static final class Candidate {
        private final SmtpConnector connector;
        private boolean resting;
        private long since;

        private Candidate(SmtpConnector connector) {
            this.connector = connector;
        }

        private void rest(long now) {
            resting = true;
            since = now;
        }
    }

    /** The server and its fallbacks. */
    public Failover(ServerIdentity identity, Watchdog watchdog) {
        this.candidates = identity.all().stream()
                .map(server -> new Candidate(new SmtpConnector(server, watchdog)))
                .toList();
        this.nanoTime = watchdog.nanoTime();
    }

    /**
     * A connection that is ready for a mail, to the first server that serves.
     *
     * @throws SmtpConnectorException when there is none to be had; tells of each server that was tried
     */
    public SmtpConnection open(Timeouts timeouts) {
        if (candidates.size() == 1) {
            return candidates.get(0).connector.open(timeouts);
        }
        List<Failure> failures = new ArrayList<>();
        for (Candidate candidate : inOrder()) {
            try {
                SmtpConnection connection = candidate.connector.open(timeouts);
                serves(candidate);
                return connection;
            } catch (SmtpConnectorException e) {
                failures.add(e.getFailure());
                if (!allowsAnother(e.getFailure())) {
                    throw together(failures, e.getFailure()).toException();
                }
                rest(candidate);
            }
        }
        Failure telling = failures.stream()
                .filter(Failure::retryable)
                .reduce((former, later) -> later)
                .orElse(failures.get(failures.size() - 1));
        throw together(failures, telling).toException();
    }

    /**
     * Whether another server may be tried: nothing was handed over yet, no login was refused, and it was not this side
     * that gave up. The others would refuse the login too, and count the attempts.
     */
    static boolean allowsAnother(Failure failure) {
        Phase phase = failure.phase();
        Category category = failure.category();
        if (phase == null
                || category == Category.CONFIG
                || category == Category.OAUTH_TOKEN
                || category == Category.SHUTDOWN) {
            return false;
        }
        SmtpReply reply = failure.reply();
        return phase.compareTo(Phase.AUTH) < 0
                ? category != Category.AUTH
                : phase == Phase.AUTH && reply != null && reply.isTransient();
    }

    /** Those that do not rest, then those that do. A caller that finds a rest over begins it anew, and tries alone. */
    private List<Candidate> inOrder() {
        long now = nanoTime.getAsLong();
        List<Candidate> order = new ArrayList<>(candidates.size());
        List<Candidate> resting = new ArrayList<>();
        lock.lock();
        try {
            for (Candidate candidate : candidates) {
                if (!candidate.resting) {
                    order.add(candidate);
                } else if (now - candidate.since >= REST.toNanos()) {
                    candidate.rest(now);
                    order.add(candidate);
                } else {
                    resting.add(candidate);
                }
            }
        } finally {
            lock.unlock();
        }
        order.addAll(resting);
        return order;
    }

    private void serves(Candidate candidate) {
        lock.lock();
        try {
            candidate.resting = false;
        } finally {
            lock.unlock();
        }
    }

    private void rest(Candidate candidate) {
        lock.lock();
        try {
            candidate.rest(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hears that a server does not serve now.
     *
     * @param server its {@code host:port}
     * @return whether another one may
     */
    public boolean passOver(@Nullable String server) {
        boolean others = false;
        for (Candidate candidate : candidates) {
            if (candidates.size() > 1 && candidate.connector.identity().server().equals(server)) {
                rest(candidate);
            } else {
                others |= !isResting(candidate);
            }
        }
        return others && candidates.size() > 1;
    }

    private boolean isResting(Candidate candidate) {
        lock.lock();
        try {
            return candidate.resting && nanoTime.getAsLong() - candidate.since < REST.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** One failure that tells of all. */
    private static Failure together(List<Failure> failures, Failure telling) {
        if (failures.size() == 1) {
            return telling;
        }
        String others = failures.stream()
                .filter(failure -> !failure.equals(telling))
                .map(Failover::brief)
                .collect(Collectors.joining("; "));
        return telling.withProblem(telling.problem() + " (also tried: " + others + ")");
    }

    private static String brief(Failure failure) {
        String said = failure.reply() == null ? "" : ", " + failure.reply();
        return failure.phase() + " " + failure.server() + ": " + failure.problem() + said;
    }
}
