// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are shared by all who ask with the same key. Each is kept while an endpoint holds it. One that none holds
 * is found again while it is used anywhere, and then left to the garbage collector. Thread-safe.
 */
final class InUse<K, V> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Kept<V>> all = new HashMap<>();

    /** A value and why it is kept. Guarded by the lock. */
    private static final class Kept<V> {
        private final WeakReference<V> value;
        private @Nullable V held;
        private int holders;
        private boolean always;

        private Kept(V value) {
            this.value = new WeakReference<>(value);
        }

        private @Nullable V value() {
            return held == null ? value.get() : held;
        }

        private void settle() {
            held = holders > 0 || always ? value.get() : null;
        }
    }

    /** The value of this key, made where there is none. */
    V of(K key, Supplier<V> make) {
        lock.lock();
        try {
            all.values().removeIf(kept -> kept.value() == null);
            Kept<V> known = all.get(key);
            V value = known == null ? null : known.value();
            if (value == null) {
                value = make.get();
                all.put(key, new Kept<>(value));
            }
            return value;
        } finally {
            lock.unlock();
        }
    }

    /** One more uses it. */
    void hold(@Nullable Object value) {
        change(value, kept -> kept.holders++);
    }

    /**
     * One less uses it.
     *
     * @param anew whether the next who asks is to get another when it was the last
     */
    void release(@Nullable Object value, boolean anew) {
        change(value, kept -> {
            kept.holders--;
            if (anew && kept.holders == 0) {
                kept.value.clear();
            }
        });
    }

    /** It is kept, whether it is used or not. */
    void keepAlways(Object value) {
        change(value, kept -> kept.always = true);
    }

    private interface Change<V> {
        void on(Kept<V> kept);
    }

    private void change(@Nullable Object value, Change<V> change) {
        lock.lock();
        try {
            for (Kept<V> kept : all.values()) {
                if (value != null && kept.value.get() == value) {
                    change.on(kept);
                    kept.settle();
                }
            }
            all.values().removeIf(kept -> kept.value() == null);
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    int size() {
        lock.lock();
        try {
            all.values().removeIf(kept -> kept.value() == null);
            return all.size();
        } finally {
            lock.unlock();
        }
    }
}
