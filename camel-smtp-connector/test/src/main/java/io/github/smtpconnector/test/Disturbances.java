// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** All that a server does instead of the right thing; what was said last is asked first. */
final class Disturbances {

    private record Entry(Step step, Predicate<String> command, AtomicInteger left, Fault fault) {

        boolean applies(Step reached, String text) {
            return step == reached && command.test(text) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private List<Entry> lasting = List.of();

    void add(Step step, Predicate<String> command, int times, Fault fault) {
        entries.add(0, new Entry(step, command, new AtomicInteger(times), fault));
    }

    boolean at(Step step, SmtpTestSession session) throws IOException {
        for (Entry entry : entries) {
            if (entry.applies(step, session.command())) {
                return entry.fault().at(session);
            }
        }
        return true;
    }

    /** What was said until now outlasts {@link #restore}. */
    void keep() {
        lasting = List.copyOf(entries);
    }

    void restore() {
        entries.clear();
        entries.addAll(lasting);
    }
}
