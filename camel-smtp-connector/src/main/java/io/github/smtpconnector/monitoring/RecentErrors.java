// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.monitoring;

import io.github.smtpconnector.outcome.Printable;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The last mails that failed, for the console: when, where and what the server said, and nothing of the mail. Thread-safe. */
public final class RecentErrors {

    private static final int MOST = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Map<String, Object>> errors = new ArrayDeque<>();

    public void add(Instant when, SmtpConnectorException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("time", when.toString());
        put(error, "server", failure.getServer());
        error.put("category", failure.getCategory().name());
        put(error, "phase", failure.getPhase());
        error.put("state", failure.getDeliveryState().name());
        SmtpReply reply = failure.getReply();
        put(error, "reply", reply);
        lock.lock();
        try {
            errors.addFirst(error);
            if (errors.size() > MOST) {
                errors.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void put(Map<String, Object> error, String name, @Nullable Object value) {
        if (value != null) {
            error.put(name, Printable.escape(value.toString()));
        }
    }

    /** The latest first. */
    public List<Map<String, Object>> all() {
        lock.lock();
        try {
            return List.copyOf(errors);
        } finally {
            lock.unlock();
        }
    }
}
