// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One mail under way in a thread of its own, so that the test can move the clock meanwhile. */
final class Sender {

    private static final Set<String> WAITING =
            Set.of("io.github.smtpconnector.wire.dialogue.Line.read", "sun.nio.ch.SocketChannelImpl.connect");
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private final MailerFixture mailer;
    private final Thread thread;
    private volatile @Nullable SendResult result;
    private volatile @Nullable Throwable failure;

    Sender(MailerFixture mailer, RenderedMessage message) {
        this.mailer = mailer;
        this.thread = new Thread(() -> send(message), "matrix-sender");
        thread.setDaemon(true);
        thread.start();
    }

    private void send(RenderedMessage message) {
        try {
            result = mailer.send(message, "to@test.example");
        } catch (Throwable e) {
            failure = e;
        }
    }

    boolean isDone() {
        return !thread.isAlive();
    }

    /** Waits until this holds and it waits for the server, so that its deadline runs. */
    void awaitWaiting(BooleanSupplier first) {
        long start = System.nanoTime();
        while (!isDone() && !(first.getAsBoolean() && isWaiting())) {
            pause(start);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    private boolean isWaiting() {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .anyMatch(frame -> WAITING.contains(frame) || frame.endsWith(".startHandshake"));
    }

    /** Waits for its end; time passes only while it waits for leave to open a connection. */
    Sender await() {
        long start = System.nanoTime();
        while (!isDone()) {
            if (mailer.pools.all().stream().anyMatch(pool -> pool.stats().waiting() > 0)) {
                mailer.clock.advance(Duration.ofMillis(100));
                mailer.pools.sweep();
            }
            pause(start);
        }
        return this;
    }

    boolean endsWithin(Duration real) {
        try {
            thread.join(real.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return isDone();
    }

    private void pause(long start) {
        if (System.nanoTime() - start > LIMIT) {
            throw new AssertionError("hangs at " + List.of(thread.getStackTrace()));
        }
        endsWithin(Duration.ofMillis(1));
    }

    @Nullable
    SendResult result() {
        return result;
    }

    /** How it failed, or null where it was sent. */
    @Nullable
    SmtpConnectorException failure() {
        Throwable thrown = failure;
        if (thrown == null || thrown instanceof SmtpConnectorException) {
            return (SmtpConnectorException) thrown;
        }
        throw new AssertionError("failed in an undeclared way", thrown);
    }
}
