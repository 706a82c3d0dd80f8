// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.dialogue.Watched;
import io.github.smtpconnector.wire.tls.TlsHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a server does not greet. A server that expects TLS from the first octet waits for us as we wait for it,
 * and no reply ever says so. After some seconds of that a second connection sends the first message of a TLS handshake,
 * which only such a server answers by TLS. It is closed at once. One asks at a time, however many wait. Thread-safe.
 */
final class SilentPort {

    /** Longer than a server takes that greets slowly to keep spammers out. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** For the question: the server was reached a moment ago. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Watchdog watchdog;
    private final TlsHandshake handshake;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    SilentPort(Watchdog watchdog, TlsHandshake handshake) {
        this.watchdog = watchdog;
        this.handshake = handshake;
    }

    /** From now on this line waits for a greeting, at most for so long. */
    Wait begin(Line line, Duration longest) {
        Duration half = longest.dividedBy(2);
        Duration silence = half.compareTo(SILENCE) < 0 ? half : SILENCE;
        Wait wait = new Wait(line, watchdog.nanoTime().getAsLong() + silence.toNanos());
        waits.add(wait);
        watchdog.watch(wait);
        return wait;
    }

    private enum State {
        WAITING,
        EXPECTING_TLS,
        OVER
    }

    /** One line whose greeting has not come yet. */
    final class Wait implements Watched, AutoCloseable {

        private final Line line;
        private final InetSocketAddress server;
        private final long end;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Line question;

        private Wait(Line line, long end) {
            this.line = line;
            this.server = line.remote();
            this.end = end;
        }

        @Override
        public void expire(long now) {
            if (now - end >= 0 && !begun.get() && asking.compareAndSet(false, true)) {
                begun.set(true);
                askInBackground();
            }
        }

        /** On a thread of its own: the caller's thread keeps the deadlines of all others. */
        private void askInBackground() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            if (isAnsweredByTls()) {
                                waits.forEach(Wait::giveUp);
                            }
                        } finally {
                            asking.set(false);
                        }
                    },
                    "smtp-connector-silent-port");
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                // No thread is to be had: then the time-out tells, and the deadlines of all others are kept.
                asking.set(false);
            }
        }

        private boolean isAnsweredByTls() {
            try (SocketChannel channel = SocketChannel.open()) {
                Line second = second(channel);
                if (second == null) {
                    return false;
                }
                try {
                    second.connect(server, ANSWER);
                    return handshake.isAnswered(second, ANSWER);
                } finally {
                    second.abort();
                }
            } catch (IOException e) {
                // Whatever it is, TLS it is not; the line goes on waiting.
                return false;
            }
        }

        /** A line for the question, or null when the wait is over. */
        private @Nullable Line second(SocketChannel channel) throws IOException {
            lock.lock();
            try {
                question = state.get() == State.WAITING ? new Line(channel, watchdog) : null;
                return question;
            } finally {
                lock.unlock();
            }
        }

        /** Ends the line, unless its greeting has come meanwhile. */
        private void giveUp() {
            if (state.compareAndSet(State.WAITING, State.EXPECTING_TLS)) {
                line.abort();
            }
        }

        /** Whether this is why the line ended. */
        boolean isExpectingTls() {
            return state.get() == State.EXPECTING_TLS;
        }

        /** The line is ended by itself. */
        @Override
        public void abort() {
            close();
        }

        @Override
        public void close() {
            watchdog.forget(this);
            waits.remove(this);
            lock.lock();
            try {
                state.compareAndSet(State.WAITING, State.OVER);
                if (question != null) {
                    question.abort();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
