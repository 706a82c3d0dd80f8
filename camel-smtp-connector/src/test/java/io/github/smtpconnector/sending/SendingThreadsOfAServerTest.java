// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.pool.Door;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What all endpoints that share connections have together. */
class SendingThreadsOfAServerTest extends SendingThreadsFixture {

    @Test
    void thePartsForOneServerCountTogetherEachWithItsOwnLimit() throws Exception {
        SendingThreads.Part three = threads.part("a.example.com", 3);
        assertThat(isTaken(three)).isTrue();
        refuses(threads.part("a.example.com", 1));
        assertThat(isTaken(threads.part("a.example.com", 2))).isTrue();
        assertThat(isTaken(threads.part("b.example.com", 1)))
                .as("another server")
                .isTrue();
        assertThat(isTaken(three)).isTrue();
        refuses(three);
    }

    /** A thread that goes on with a route hands over for the thread it goes on for, which may itself be such a one. */
    @Test
    void whatIsHandedOverBehindAMailWaitsAtTheDoorOfItsCaller() throws Exception {
        SendingThreads.Part behind = threads.part("a.example.com", 9);
        Door first = behind.door();
        first.enter();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        assertThat(part(1).take(NOTHING, before -> {
                    before.enter();
                    assertThat(part(1).take(NOTHING, then -> {
                                waiting.complete(Thread.currentThread());
                                threads.part("a.example.com", 9).door().enter();
                                entered.complete(true);
                            }))
                            .isTrue();
                }))
                .isTrue();
        Thread thread = waiting.get(20, TimeUnit.SECONDS);
        awaitAtDoor(thread, entered);
        first.leave();
        assertThat(entered.get(20, TimeUnit.SECONDS)).isTrue();
    }
}
