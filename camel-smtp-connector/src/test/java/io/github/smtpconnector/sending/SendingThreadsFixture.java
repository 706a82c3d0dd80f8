// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pool.Door;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The threads of a component that is started. */
abstract class SendingThreadsFixture {

    static final Runnable NOTHING = () -> {};

    final CamelContext context = new DefaultCamelContext();
    final SendingThreads threads = new SendingThreads();
    final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() {
        context.start();
        threads.start(context);
    }

    @AfterEach
    void stop() {
        over.countDown();
        threads.stop();
        context.stop();
    }

    static void await(CountDownLatch signal) {
        try {
            assertThat(signal.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A part for a server of its own. */
    SendingThreads.Part part(int most) {
        return threads.part(new Object(), most);
    }

    /** Takes a thread until the test is over. */
    boolean isTaken(SendingThreads.Part part) {
        return part.take(NOTHING, door -> await(over));
    }

    /** The thread in which the task was done. */
    static Thread done(SendingThreads.Part part) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        while (!part.take(NOTHING, door -> thread.complete(Thread.currentThread()))) {
            // The task before has told its end and leaves its thread now.
            Thread.onSpinWait();
        }
        return thread.get(20, TimeUnit.SECONDS);
    }

    static void refuses(SendingThreads.Part part) {
        List<String> begun = new ArrayList<>();
        assertThat(part.take(() -> begun.add("before"), door -> begun.add("task")))
                .isFalse();
        assertThat(begun).isEmpty();
    }

    /** The door of a mail that has entered it. */
    static Door entered(SendingThreads.Part part) throws Exception {
        CompletableFuture<Door> inside = new CompletableFuture<>();
        assertThat(part.take(NOTHING, door -> {
                    door.enter();
                    inside.complete(door);
                }))
                .isTrue();
        return inside.get(20, TimeUnit.SECONDS);
    }

    /** Waits until the thread waits at a door, which it must not have entered. */
    static void awaitAtDoor(Thread thread, CompletableFuture<Boolean> entered) {
        Waiting.until(
                () -> thread.getState() == Thread.State.WAITING || entered.isDone(),
                Duration.ofSeconds(20),
                () -> thread.getState().toString());
        assertThat(entered).isNotDone();
    }
}
