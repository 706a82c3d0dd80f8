// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.util.function.BooleanSupplier;
import org.apache.camel.spi.IdempotentRepository;

/** Lets a test step in before and after each use of a repository, by names such as {@code before add claimed}. */
public final class WatchedRepository implements IdempotentRepository {

    private final IdempotentRepository watched;
    private final Watcher watcher;

    /** What steps in; whatever it throws is thrown by the repository. */
    @FunctionalInterface
    public interface Watcher {
        void at(String moment);
    }

    public WatchedRepository(IdempotentRepository watched, Watcher watcher) {
        this.watched = watched;
        this.watcher = watcher;
    }

    private boolean watch(String use, String entry, BooleanSupplier action) {
        String moment = use + " " + entry.substring(entry.indexOf('.') + 1);
        watcher.at("before " + moment);
        boolean answer = action.getAsBoolean();
        watcher.at("after " + moment);
        return answer;
    }

    @Override
    public boolean add(String entry) {
        return watch("add", entry, () -> watched.add(entry));
    }

    @Override
    public boolean contains(String entry) {
        return watch("contains", entry, () -> watched.contains(entry));
    }

    @Override
    public boolean remove(String entry) {
        return watch("remove", entry, () -> watched.remove(entry));
    }

    @Override
    public boolean confirm(String entry) {
        return watch("confirm", entry, () -> watched.confirm(entry));
    }

    @Override
    public void clear() {
        watched.clear();
    }

    @Override
    public void start() {
        watched.start();
    }

    @Override
    public void stop() {
        watched.stop();
    }
}
