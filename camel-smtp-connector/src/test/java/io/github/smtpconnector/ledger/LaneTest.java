// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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

    @Test
    void doesWhatIsAskedForWhereAQuestionFailsAndThereAlone() throws Exception {
        List<Integer> failed = new CopyOnWriteArrayList<>();
        List<Ask<Number, Integer>> asks = gathered(number(-1));
        for (Ask<Number, Integer> ask : asks) {
            ask.ifFailed(() -> failed.add(ask.question().value()));
        }
        assertThat(asks.get(0).await(20, TimeUnit.SECONDS)).isEqualTo(2_000);
        assertThatThrownBy(() -> asks.get(1).await(20, TimeUnit.SECONDS)).hasMessageContaining("no such number");
        Waiting.until(() -> !failed.isEmpty(), LIMIT, () -> "no failure is told");
        assertThat(failed).containsExactly(-1);
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

    /** A lane that keeps its thread for longer than any test. */
    private static <A> Lane<Number, A> lasting(Executor threads, Lane.Work<Number, A> work) {
        return new Lane<>(
                () -> new Session(JdbcSendLedgerTest.h2("lane"), LedgerTable.usual()),
                Duration.ofHours(1),
                threads,
                work);
    }

    @Test
    void keepsItsThreadWhileThereIsSomethingToDoSoon() {
        Lane<Number, Thread> lasting = lasting(
                Lane.ownThread("lasting"),
                (session, group) -> Collections.nCopies(group.size(), Thread.currentThread()));
        Thread thread = lasting.ask(number(1), LIMIT);
        assertThat(thread.isDaemon()).isTrue();
        Waiting.until(() -> thread.getState() == Thread.State.TIMED_WAITING, LIMIT, () -> thread.getState()
                .toString());
        assertThat(lasting.ask(number(2), LIMIT)).isSameAs(thread);
        thread.interrupt();
    }

    @Test
    void writesAtMostFiveHundredTogether() throws Exception {
        Number[] numbers = IntStream.range(0, 501).mapToObj(LaneTest::number).toArray(Number[]::new);
        List<Ask<Number, Integer>> asks = gathered(numbers);
        for (Ask<Number, Integer> ask : asks) {
            ask.await(20, TimeUnit.SECONDS);
        }
        assertThat(groups).extracting(List::size).containsExactly(1, 500, 1);
    }

    @Test
    void asksNothingForACallerThatWentBefore() throws Exception {
        List<Ask<Number, Integer>> asks = gathered();
        CountDownLatch second = new CountDownLatch(1);
        assertThat(asks.get(0).await(20, TimeUnit.SECONDS)).isEqualTo(2_000);
        Lane<Number, Integer> slow = lasting(Lane.ownThread("slow"), (session, group) -> {
            groups.add(group.stream().map(Number::value).toList());
            await(second);
            return group.stream().map(Number::value).toList();
        });
        Ask<Number, Integer> under = slow.submit(number(1));
        Waiting.until(() -> groups.size() == 2, LIMIT, groups::toString);
        assertThatThrownBy(() -> slow.ask(number(2), Duration.ofMillis(1))).hasMessageContaining("within 1 ms");
        second.countDown();
        assertThat(under.await(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(slow.ask(number(3), LIMIT)).isEqualTo(3);
        assertThat(groups).containsExactly(List.of(1_000), List.of(1), List.of(3));
    }

    @Test
    void tellsTheWorkOfACallerThatWentWhileItWasDone() throws Exception {
        CompletableFuture<Integer> abandoned = new CompletableFuture<>();
        Lane<Number, Integer> lasting = lasting(Lane.ownThread("lasting"), new Lane.Work<>() {
            @Override
            public List<Integer> answer(Session session, List<Number> group) {
                first.countDown();
                LaneTest.await(release);
                return group.stream().map(Number::value).toList();
            }

            @Override
            public void abandoned(Number question, Integer answer) {
                abandoned.complete(answer);
                throw new IllegalStateException("nothing more can be done");
            }
        });
        Ask<Number, Integer> ask = lasting.submit(number(3));
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> ask.await(1, TimeUnit.MILLISECONDS)).hasMessageContaining("within 1 ms");
        release.countDown();
        assertThat(abandoned.get(20, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(eventually(lasting, number(4))).isEqualTo(4);
    }

    /** As soon as the failure of before is over. */
    private static Integer eventually(Lane<Number, Integer> lane, Number number) {
        AtomicReference<Integer> answer = new AtomicReference<>();
        Waiting.until(
                () -> {
                    try {
                        answer.set(lane.ask(number, LIMIT));
                    } catch (IllegalStateException e) {
                        return false;
                    }
                    return true;
                },
                LIMIT.multipliedBy(2),
                () -> "the lane does not work again");
        return answer.get();
    }

    @Test
    void failsWhereNoThreadIsToBeHadAndWorksWithTheNext() {
        AtomicInteger begun = new AtomicInteger();
        Executor own = Lane.ownThread("lasting");
        Executor firstFails = task -> {
            if (begun.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            own.execute(task);
        };
        List<Integer> asked = new CopyOnWriteArrayList<>();
        Lane<Number, Integer> lasting = lasting(firstFails, (session, group) -> {
            group.forEach(number -> asked.add(number.value()));
            return group.stream().map(Number::value).toList();
        });
        assertThatThrownBy(() -> lasting.ask(number(1), LIMIT)).hasMessageContaining("unable to create native thread");
        assertThat(lasting.ask(number(2), LIMIT)).isEqualTo(2);
        assertThat(asked).as("the first was given up").containsExactly(2);
    }
}
