// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Keeps the pace in memory, by a clock of the test: what a store does, without one. */
public final class TimelineKeeper implements PaceKeeper {

    private final Map<String, Timeline> rows = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final long origin;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Runnable> hanging = new AtomicReference<>(() -> {});
    private volatile boolean away;

    public TimelineKeeper(LongSupplier nanos) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    /** The store cannot be reached, or can again. */
    public void away(boolean now) {
        away = now;
    }

    /** Does this at each question, before the answer. */
    public void before(Runnable waiting) {
        hanging.set(waiting);
    }

    /** How often it was asked for turns. */
    public int asked() {
        return asked.get();
    }

    /** Whether a login waits for the server to serve again. */
    public boolean isPaused() {
        return rows.values().stream().anyMatch(row -> row.pause() > 0);
    }

    private long now() {
        return 1_790_000_000_000_000L + (nanos.getAsLong() - origin) / 1000;
    }

    @Override
    public Grant reserve(String login, Demand demand) throws SQLTransientConnectionException {
        hanging.get().run();
        if (away) {
            throw new SQLTransientConnectionException("no connection to secret@database");
        }
        asked.addAndGet(demand.most() > 0 ? 1 : 0);
        Grant[] grant = new Grant[1];
        rows.compute(login, (key, row) -> {
            Timeline.Answer answer = (row == null ? Timeline.EMPTY : row).reserve(demand, now());
            grant[0] = answer.grant();
            return answer.after();
        });
        return grant[0];
    }

    @Override
    public void pause(String login) {
        rows.compute(login, (key, row) -> (row == null ? Timeline.EMPTY : row).paused(now()));
    }

    @Override
    public void served(String login) {
        rows.computeIfPresent(login, (key, row) -> row.served());
    }
}
