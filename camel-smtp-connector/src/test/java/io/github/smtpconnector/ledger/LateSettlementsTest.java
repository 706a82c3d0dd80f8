// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateSettlementsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final List<Settling> written = new CopyOnWriteArrayList<>();
    /** What the database, and a thread that is asked for, fail with first. */
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    private final AtomicInteger threads = new AtomicInteger();
    private final Lane<Settling, Boolean> lane = new Lane<>(
            "late-test",
            () -> new Session(JdbcSendLedgerTest.h2("late"), LedgerTable.usual()),
            Duration.ofSeconds(1),
            (session, group) -> {
                RuntimeException failure = failures.poll();
                if (failure != null) {
                    throw failure;
                }
                written.addAll(group);
                return group.stream().map(settling -> true).toList();
            });

    private static Settling settling(int number) {
        return new Settling(new UUID(0, number), LedgerRow.ACCEPTED, "owner", "<1@example.com>", null, null);
    }

    private static void awaitNone(LateSettlements late) {
        Waiting.until(() -> late.size() == 0, LIMIT, () -> late.size() + " are not written");
    }

    @Test
    void writesWhenTheDatabaseAnswersAgain() {
        for (int i = 0; i < 3; i++) {
            failures.add(new IllegalStateException("no database"));
        }
        LateSettlements late = new LateSettlements(lane, AT_ONCE);
        late.add(settling(1));
        awaitNone(late);
        assertThat(written).containsExactly(settling(1));
        assertThat(failures).isEmpty();
        late.add(settling(2));
        awaitNone(late);
        assertThat(written).containsExactly(settling(1), settling(2));
    }

    @Test
    void keepsWhatItHasUntilAThreadIsToBeHad() {
        Executor own = Lane.ownThread("late-test");
        LateSettlements late = new LateSettlements(lane, AT_ONCE, task -> {
            if (threads.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            own.execute(task);
        });
        late.add(settling(1));
        assertThat(late.size()).isEqualTo(1);
        late.add(settling(2));
        awaitNone(late);
        assertThat(written).containsExactlyInAnyOrder(settling(1), settling(2));
        assertThat(threads).hasValue(2);
    }

    @Test
    void givesUpTheOldestOfTooMany() {
        LateSettlements late = new LateSettlements(lane, Duration.ofHours(1), task -> {});
        for (int i = 0; i < 100_003; i++) {
            late.add(settling(i));
        }
        assertThat(late.size()).isEqualTo(100_000);
    }

    @Test
    void waitsBeforeItTriesAgain() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        LateSettlements late = new LateSettlements(lane, Duration.ofHours(1), task -> {
            Thread own = new Thread(task, "late-test");
            own.setDaemon(true);
            own.start();
            thread.complete(own);
        });
        late.add(settling(1));
        Thread own = thread.get();
        Waiting.until(() -> own.getState() == Thread.State.TIMED_WAITING, LIMIT, () -> own.getState()
                .toString());
        assertThat(written).isEmpty();
        own.interrupt();
        awaitNone(late);
        assertThat(written).containsExactly(settling(1));
    }
}
