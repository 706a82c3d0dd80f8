// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.pool.Door;
import io.github.smtpconnector.testkit.InBackground;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendingThreadsTest extends SendingThreadsFixture {

    @Test
    void aTaskIsDoneInAnotherThreadOfItsName() throws Exception {
        Thread thread = done(part(1));
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.getName()).contains("SmtpSending");
    }

    @Test
    void whatComesBeforeIsDoneByTheCallerBeforeTheTask() throws Exception {
        CompletableFuture<Thread> before = new CompletableFuture<>();
        CompletableFuture<Boolean> wasFirst = new CompletableFuture<>();
        assertThat(part(1).take(
                                () -> before.complete(Thread.currentThread()),
                                door -> wasFirst.complete(before.isDone())))
                .isTrue();
        assertThat(wasFirst.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(before).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void aPartHasSoManyThreadsAndNoMore() throws Exception {
        SendingThreads.Part part = part(3);
        CountDownLatch[] ends =
                IntStream.range(0, 3).mapToObj(i -> new CountDownLatch(1)).toArray(CountDownLatch[]::new);
        for (CountDownLatch end : ends) {
            assertThat(part.take(NOTHING, door -> await(end))).isTrue();
        }
        refuses(part);
        assertThat(isTaken(part(1))).as("another part").isTrue();
        ends[1].countDown();
        done(part);
        ends[0].countDown();
        ends[2].countDown();
    }

    @Test
    void allPartsTogetherHaveFiveHundredAndTwelve() throws Exception {
        SendingThreads.Part most = part(511);
        for (int i = 0; i < 511; i++) {
            assertThat(isTaken(most)).isTrue();
        }
        SendingThreads.Part rest = part(2);
        CountDownLatch end = new CountDownLatch(1);
        assertThat(rest.take(NOTHING, door -> await(end))).isTrue();
        for (int i = 0; i < 3; i++) {
            refuses(rest);
        }
        end.countDown();
        done(rest);
        done(rest);
    }

    @Test
    void aThreadIsFreeAgainWhateverBecomesOfItsTask() throws Exception {
        SendingThreads.Part part = part(1);
        for (int i = 0; i < 600; i++) {
            assertThatThrownBy(() -> part.take(
                            () -> {
                                throw new IllegalStateException("before");
                            },
                            door -> {}))
                    .hasMessage("before");
        }
        Consumer<Door> failing = door -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new IllegalStateException("task");
        };
        assertThat(part.take(NOTHING, failing)).isTrue();
        done(part);
    }

    @Test
    void refusesBeforeItsStartAndAfterItsEnd() throws Exception {
        SendingThreads fresh = new SendingThreads();
        SendingThreads.Part part = fresh.part("fresh.example.com", 1);
        refuses(part);
        fresh.stop();
        fresh.start(context);
        Thread thread = done(part);
        fresh.stop();
        refuses(part);
        thread.join(Duration.ofSeconds(20).toMillis());
        assertThat(thread.isAlive()).isFalse();
        fresh.start(context);
        done(part);
        fresh.stop();
    }

    @Test
    void itsEndLetsWorkUnderWayComeToItsOwn() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        SendingThreads.Part part = part(1);
        CountDownLatch begun = new CountDownLatch(1);
        assertThat(part.take(NOTHING, door -> {
                    begun.countDown();
                    await(over);
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }))
                .isTrue();
        await(begun);
        threads.stop();
        over.countDown();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void theCallerDoesTheWorkWhereCamelHasEndedTheThreads() throws Exception {
        SendingThreads.Part part = part(1);
        context.stop();
        for (int i = 0; i < 600; i++) {
            assertThat(part.take(NOTHING, door -> {})).isFalse();
        }
        context.start();
        threads.start(context);
        done(part);
    }

    @Test
    void mailsOfOneCallerWaitOneBehindAnother() throws Exception {
        SendingThreads.Part part = part(3);
        Door inside = entered(part);
        CompletableFuture<Door> second = new CompletableFuture<>();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        part.take(NOTHING, door -> {
            waiting.complete(Thread.currentThread());
            door.enter();
            second.complete(door);
        });
        CompletableFuture<Boolean> ofAnother = InBackground.supply(() -> {
            CompletableFuture<Boolean> entered = new CompletableFuture<>();
            part.take(NOTHING, door -> {
                door.enter();
                entered.complete(true);
            });
            return entered.join();
        });
        assertThat(ofAnother.get(20, TimeUnit.SECONDS)).isTrue();
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(second).isNotDone();
        inside.leave();
        Door behind = second.get(20, TimeUnit.SECONDS);

        inside.leave();
        CompletableFuture<Boolean> third = new CompletableFuture<>();
        while (!part.take(NOTHING, door -> {
            door.enter();
            third.complete(true);
        })) {
            Thread.onSpinWait();
        }
        assertThat(third).as("a door that is left twice lets one pass").isNotDone();
        behind.leave();
        assertThat(third.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMailThatIsInterruptedAtTheDoorLetsNoOtherPass() throws Exception {
        SendingThreads.Part part = part(2);
        Door inside = entered(part);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        while (!part.take(NOTHING, door -> {
            Thread.currentThread().interrupt();
            door.enter();
            interrupted.complete(Thread.currentThread().isInterrupted());
            door.leave();
        })) {
            Thread.onSpinWait();
        }
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> third = new CompletableFuture<>();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        while (!part.take(NOTHING, door -> {
            waiting.complete(Thread.currentThread());
            door.enter();
            third.complete(true);
        })) {
            Thread.onSpinWait();
        }
        Thread behind = waiting.get(20, TimeUnit.SECONDS);
        awaitAtDoor(behind, third);
        inside.leave();
        assertThat(third.get(20, TimeUnit.SECONDS)).isTrue();
    }
}
