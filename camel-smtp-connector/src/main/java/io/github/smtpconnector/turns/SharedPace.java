// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.turns;

import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.pace.Demand;
import io.github.smtpconnector.pace.Grant;
import io.github.smtpconnector.pace.PaceKeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pace that this process shares with others. A keeper gives the turns, a block at a time, asked in a thread of its own: no
 * sender and no lock waits for it. The next block is asked for before the last is used. No turn is used unless the keeper was heard of a moment before, so a pause that
 * another process has brought about is kept by all. Guarded by the pool's lock.
 */
final class SharedPace implements Pace {

    /** For so many blocks an answer says that there is no pause: 150 ms, or longer where the store is slow. */
    private static final int FRESH = 3;

    /** An answer that takes longer is not waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What this process keeps of a pause before it hears how long it is. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final PaceKeeper keeper;
    private final String login;
    private final Executor threads;
    private final Consumer<Consumer<Long>> locked;
    private final Turns turns = new Turns();
    private final BlockSize block = new BlockSize();
    private long asked;
    private boolean asking;
    private long askedAt;
    private long answers;
    private long heard;
    private boolean everHeard;
    private Grant.@Nullable Kind obstacle;
    private long obstacleEnd;
    private @Nullable Instant grantedAt;
    private @Nullable Throwable failure;
    private long failed = -1;
    private boolean probing;
    private boolean probed;

    /**
     * The pace of one login.
     *
     * @param threads does each task in a thread of its own
     * @param locked does something under the pool's lock, tells it the time, and lets the senders look again
     */
    SharedPace(PaceKeeper keeper, String login, Executor threads, Consumer<Consumer<Long>> locked) {
        this.keeper = keeper;
        this.login = login;
        this.threads = threads;
        this.locked = locked;
    }

    @Override
    public long left(Toll toll, long now) {
        if (turns.count(now) < toll.units()) {
            return blocked(now) > 0 ? blocked(now) : UNKNOWN;
        }
        long first = turns.first(now);
        return first > 0 ? first : isFresh(now) ? 0 : UNKNOWN;
    }

    /** The one that tries has heard all there is. */
    private boolean isFresh(long now) {
        return probing || (everHeard && now - heard <= FRESH * block.span());
    }

    private long blocked(long now) {
        return obstacle == null ? 0 : Math.max(0, obstacleEnd - now);
    }

    @Override
    public boolean isToldLater() {
        return true;
    }

    @Override
    public long until(List<Toll> line, long now) {
        long before = 0;
        long all = 0;
        for (Toll toll : line) {
            before = all;
            all += toll.units();
        }
        long blocked = turns.count(now) < all ? blocked(now) : 0;
        return all == 0 ? 0 : Math.max(blocked, turns.number(before, now));
    }

    @Override
    public long patience(Toll toll, long now) {
        long left = left(toll, now);
        if (left == UNKNOWN) {
            return asking ? Math.max(1, askedAt + PATIENCE.toNanos() - now) : UNKNOWN;
        }
        if (turns.count(now) < toll.units()) {
            return left;
        }
        // In time to hear that there is still no pause, and to get the next block before this one ends.
        long early = left > block.span() ? left - block.span() : left;
        long end = turns.last(now) - block.span();
        return end > 0 ? Math.min(early, end) : early;
    }

    @Override
    public void waits(Toll toll, long waiting, long now) {
        ask(toll, waiting, false, now);
    }

    @Override
    public void went(Toll toll, long waiting, long now) {
        turns.take(toll.units());
        block.went(toll.units(), now);
        probed |= probing;
        ask(toll, waiting, true, now);
    }

    private void ask(Toll toll, long waiting, boolean going, long now) {
        if (asking && now - askedAt < PATIENCE.toNanos()) {
            return;
        }
        Demand demand = demand(toll, waiting, going, now);
        if (demand == null) {
            return;
        }
        asking = true;
        askedAt = now;
        long number = ++asked;
        run(() -> reserve(demand, number), e -> answered(number, null, e, now));
    }

    private @Nullable Demand demand(Toll toll, long waiting, boolean going, long now) {
        int have = turns.count(now);
        boolean missing = !going && have < toll.units();
        // Turns that are not used here are wanted elsewhere.
        boolean ahead =
                !turns.isIdle(now) && turns.last(now) < block.span() && (waiting > have || (going && block.isSteady()));
        if (blocked(now) == 0 && (missing || ahead)) {
            // What is asked ahead of need is not wanted for a trial.
            int least = missing ? (int) toll.units() - have : 0;
            return demand(toll.limits(), least, waiting - have, now);
        }
        boolean due = have > 0 && turns.first(now) <= block.span();
        boolean old = !isFresh(now + block.span());
        return !going && due && old ? new Demand(0, 0, Duration.ZERO, 0, 0, null) : null;
    }

    private Demand demand(PaceLimits limits, int least, long wanted, long now) {
        long step = limits.distance();
        int unused = turns.unused(now);
        int most = block.most(step, least, wanted, unused);
        return new Demand(least, most, Duration.ofNanos(step), limits.perDay(), unused, grantedAt);
    }

    /** In a thread of its own. */
    private void reserve(Demand demand, long number) {
        try {
            Grant grant = keeper.reserve(login, demand);
            locked.accept(now -> answered(number, new Given(grant, demand), null, now));
        } catch (Throwable e) {
            locked.accept(now -> answered(number, null, e, now));
        }
    }

    private record Given(Grant grant, Demand demand) {}

    private void answered(long number, @Nullable Given given, @Nullable Throwable thrown, long now) {
        if (number != asked) {
            // Another was asked meanwhile; these turns are lost.
            return;
        }
        asking = false;
        answers++;
        if (given == null) {
            failure = thrown;
            failed = answers;
            return;
        }
        block.answered(now - askedAt);
        heard = now;
        everHeard = true;
        take(given.grant, given.demand, now);
    }

    private void take(Grant grant, Demand demand, long now) {
        long first = now + grant.first().toNanos();
        switch (grant.kind()) {
            case TURNS, PROBE -> {
                probing = grant.kind() == Grant.Kind.PROBE;
                probed &= probing;
                if (grant.turns() > 0 || obstacle != Grant.Kind.DAY_FULL) {
                    obstacle = null;
                }
                if (grant.turns() > 0) {
                    turns.add(grant.turns(), first, demand.step().toNanos());
                    grantedAt = grant.at();
                }
            }
            case PAUSED -> {
                if (!isTrying(now)) {
                    turns.clear();
                    probing = false;
                }
                obstacle = grant.kind();
                obstacleEnd = first;
            }
            case DAY_FULL -> {
                obstacle = grant.kind();
                obstacleEnd = first;
            }
        }
    }

    /** The others wait for the one that tries, and so do its own other mails; that they are told so changes nothing for it. */
    private boolean isTrying(long now) {
        return probing && (probed || turns.count(now) > 0);
    }

    @Override
    public long answers() {
        return answers;
    }

    @Override
    public @Nullable Failure inVain(long since, Toll toll, long left, long now) {
        return left(toll, now) == UNKNOWN && failed > since ? PaceFailures.keeper(failure) : null;
    }

    @Override
    public Failure failure(Toll toll, Duration maxWait, long nanos, long now) {
        if (obstacle == Grant.Kind.PAUSED && blocked(now) > 0) {
            return PaceFailures.paused(blocked(now));
        }
        return nanos >= UNKNOWN
                ? PaceFailures.unanswered(maxWait)
                : PaceFailures.tooLate(toll.limits(), maxWait, nanos);
    }

    /** All processes pause, this one at once. */
    @Override
    public void refused(long now) {
        // What is being asked was asked before.
        asked++;
        asking = false;
        turns.clear();
        probing = false;
        obstacle = Grant.Kind.PAUSED;
        obstacleEnd = now + FIRST_PAUSE.toNanos();
        run(() -> tell(() -> keeper.pause(login)), e -> {});
    }

    @Override
    public void served() {
        if (probing && probed) {
            probing = false;
            probed = false;
            run(() -> tell(() -> keeper.served(login)), e -> {});
        }
    }

    private interface Message {
        void send() throws Exception;
    }

    /** What cannot be told now is learnt from the next refusal, or when the time of the trial is over. */
    private static void tell(Message message) {
        try {
            message.send();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Runnable task, Consumer<Throwable> notBegun) {
        try {
            threads.execute(task);
        } catch (RuntimeException | OutOfMemoryError e) {
            notBegun.accept(e);
        }
    }

    @Override
    public boolean isForgettable(long now) {
        return !asking && turns.count(now) == 0 && (obstacle == null || obstacleEnd - now <= 0);
    }
}
