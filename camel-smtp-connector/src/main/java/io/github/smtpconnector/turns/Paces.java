// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.pace.PaceKeeper;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The paces that the senders of one pool keep: that of this process, and one for each keeper. Guarded by the pool's lock. */
public final class Paces {

    /** What a keeper calls may take its time, and none must wait for another. */
    private static final Executor OWN_THREAD = task -> {
        Thread thread = new Thread(task, "smtp-connector-pace");
        thread.setDaemon(true);
        thread.start();
    };

    private final String login;
    private final Executor threads;
    private final Consumer<Consumer<Long>> locked;
    private final OwnPace own = new OwnPace();
    private final IdentityHashMap<PaceKeeper, SharedPace> shared = new IdentityHashMap<>();

    /**
     * The paces of one login.
     *
     * @param login the name by which keepers know it
     * @param locked does something under the pool's lock, tells it the time, and lets the senders look again
     */
    public Paces(String login, Consumer<Consumer<Long>> locked) {
        this(login, OWN_THREAD, locked);
    }

    Paces(String login, Executor threads, Consumer<Consumer<Long>> locked) {
        this.login = login;
        this.threads = threads;
        this.locked = locked;
    }

    /** The pace that these limits mean, or null where there are none. */
    public @Nullable Pace of(PaceLimits limits) {
        if (limits.isNone()) {
            return null;
        }
        PaceKeeper keeper = limits.keeper();
        return keeper == null
                ? own
                : shared.computeIfAbsent(keeper, key -> new SharedPace(key, login, threads, locked));
    }

    /**
     * A mail or a connection failed. Where the server said that it serves no client now, all that share the pace pause. 454
     * to the sender or the content says so too, at those who limit a rate; to a recipient it speaks of that one alone.
     *
     * @param refused whether no connection is opened because of it
     */
    public void failed(Failure failure, boolean refused, long now) {
        SmtpReply reply = failure.reply();
        Phase phase = failure.phase();
        if (shared.isEmpty() || reply == null || phase == null) {
            return;
        }
        boolean throttled = reply.code() == 454 && (phase == Phase.MAIL || phase.compareTo(Phase.RCPT) > 0);
        if (throttled || refused) {
            shared.values().forEach(pace -> pace.refused(now));
        }
    }

    /** A mail was served. */
    public void served() {
        shared.values().forEach(SharedPace::served);
    }

    /** Whether the past can be forgotten. */
    public boolean isForgettable(long now) {
        return own.isForgettable(now) && shared.values().stream().allMatch(pace -> pace.isForgettable(now));
    }
}
