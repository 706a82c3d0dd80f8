// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How questions of many become one transaction. */
class LaneTest {

    private record Number(UUID id, int value) implements Lane.Question {}

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Lane<Number, Integer> lane = new Lane<>(
            "test",
            () -> new Session(JdbcSendLedgerTest.h2("lane"), LedgerTable.usual()),
            Duration.ofSeconds(1),
            (session, group) -> {
                groups.add(group.stream().map(Number::value).toList());
                first.countDown();
                await(release);
                if (group.stream().anyMatch(number -> number.value() < 0)) {
                    throw new IllegalStateException("no such number");
                }
                return group.stream().map(number -> number.value() * 2).toList();
            });

    private static void await(CountDownLatch signal) {
        try {
            signal.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Number number(int value) {
        return new Number(new UUID(0, value), value);
    }

    private List<Ask<Number, Integer>> gathered(Number... numbers) throws InterruptedException {
        List<Ask<Number, Integer>> asks = new ArrayList<>();
        asks.add(lane.submit(number(1_000)));
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        for (Number number : numbers) {
            asks.add(lane.submit(number));
        }
        release.countDown();
        return asks;
    }

    @Test
    void writesTogetherWhatGathersWhileItWrites() throws Exception {
        List<Ask<Number, Integer>> asks = gathered(number(1), number(2), number(3));
        assertThat(asks).extracting(ask -> ask.await(20, TimeUnit.SECONDS)).containsExactly(2_000, 2, 4, 6);
        assertThat(groups).containsExactly(List.of(1_000), List.of(1, 2, 3));
    }

    @Test
    void neverWritesOneMailTwiceInAGroup() throws Exception {
        List<Ask<Number, Integer>> asks = gathered(number(1), new Number(new UUID(0, 1), 7), number(2));
        assertThat(asks).extracting(ask -> ask.await(20, TimeUnit.SECONDS)).containsExactly(2_000, 2, 14, 4);
        assertThat(groups).containsExactly(List.of(1_000), List.of(1, 2), List.of(7));
    }

    @Test
    void tellsAFailureToItsGroupAndGoesOn() throws Exception {
        List<Ask<Number, Integer>> asks = gathered(number(1), number(-1));
        for (Ask<Number, Integer> failed : asks.subList(1, 3)) {
            assertThatThrownBy(() -> failed.await(20, TimeUnit.SECONDS)).hasMessageContaining("no such number");
        }
        assertThat(lane.ask(number(5), LIMIT)).isEqualTo(10);
    }

    /** What the database does goes on all the same, so the caller has to know what came of it. */
    @Test
    void answersACallerThatIsInterruptedAndTheOthersToo() throws Exception {
        List<Thread> callers = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> interrupted = InBackground.supply(() -> {
            callers.add(Thread.currentThread());
            return lane.ask(number(1), LIMIT) == 2 && Thread.interrupted();
        });
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        callers.forEach(Thread::interrupt);
        Ask<Number, Integer> other = lane.submit(number(2));
        release.countDown();
        assertThat(other.await(20, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void beginsAnewWhenItsThreadHasEnded() {
        release.countDown();
        assertThat(lane.ask(number(1), LIMIT)).isEqualTo(2);
        Waiting.until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("smtp-ledger-test")),
                LIMIT,
                () -> "the thread does not end");
        assertThat(lane.ask(number(2), LIMIT)).isEqualTo(4);
    }

    /** Else all mails with a key would wait for an answer that never comes, until the process is started anew. */
    @Test
    void beginsAnewWhenItsThreadHasEndedByAnError() {
        CountDownLatch ended = new CountDownLatch(1);
        Lane<Number, Integer> failing = new Lane<>(
                "failing",
                () -> new Session(JdbcSendLedgerTest.h2("failing"), LedgerTable.usual()),
                LIMIT,
                new Lane.Work<>() {
                    @Override
                    public List<Integer> answer(Session session, List<Number> group) {
                        first.countDown();
                        await(release);
                        return group.stream().map(Number::value).toList();
                    }

                    @Override
                    public void abandoned(Number number, Integer answer) {
                        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> ended.countDown());
                        throw new OutOfMemoryError("no thread");
                    }
                });
        Ask<Number, Integer> givenUp = failing.submit(number(1));
        await(first);
        assertThatThrownBy(() -> givenUp.await(1, TimeUnit.MILLISECONDS)).hasMessageContaining("within 1 ms");
        release.countDown();
        await(ended);
        assertThat(failing.ask(number(2), LIMIT)).isEqualTo(2);
    }
}
