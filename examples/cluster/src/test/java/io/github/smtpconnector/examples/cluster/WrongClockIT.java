// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker whose clock is an hour wrong. Only the clock of the database tells when a claim ends; {@code SharedPaceIT} shows
 * the same of the pace.
 */
@ExtendWith(OnStage.class)
class WrongClockIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, Object> SETTINGS = Map.of("worker.consumers", 1, "worker.lease", "60s");

    private final Stage stage;

    WrongClockIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void itsProcessHasTheWrongTime() throws Exception {
        Path said = Stage.FOLDER.resolve("time.log");
        Processes.java(said, WrongClock.by(HOUR), Map.of(), WrongClock.class.getName())
                .onExit()
                .join();
        long difference = Long.parseLong(Files.readString(said).strip()) - System.currentTimeMillis();
        assertThat(difference).isCloseTo(HOUR.toMillis(), within(60_000L));
    }

    @Test
    void aWorkerAheadTakesTheClaimOfAnotherForNoOlderThanItIs() throws Exception {
        List<String> ids = stage.mails.write("ahead", 1);
        CountDownLatch answer = new CountDownLatch(1);
        stage.sink.holdNext(answer);
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> {
            try {
                return stage.send(ids.get(0));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        awaitHeld();
        stage.cluster.startWorker("ahead.example", SETTINGS, WrongClock.by(HOUR));
        stage.queues.send(ids);
        Processes.await(Duration.ofSeconds(60), "the mail did not come back as busy", () -> {
            try {
                return stage.comingAgain() == 1 || stage.queues.size(Queues.MAILS) == 0;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stage.uncertain("ahead")).isEmpty();
        answer.countDown();
        assertThat(first.join().getException()).isNull();
        stage.awaitEmptyQueue();
        assertThat(stage.uncertain("ahead")).isEmpty();
        assertThat(Stage.ids(stage.arrivals("ahead"))).isEqualTo(ids);
    }

    @Test
    void theClaimOfAWorkerBehindHasNotEndedBefore() throws Exception {
        List<String> ids = stage.mails.write("behind", 1);
        CountDownLatch answer = new CountDownLatch(1);
        stage.sink.holdNext(answer);
        stage.cluster.startWorker("behind.example", SETTINGS, WrongClock.by(HOUR.negated()));
        stage.queues.send(ids);
        awaitHeld();
        assertThat(stage.send(ids.get(0)).getException())
                .isInstanceOfSatisfying(RetryableSmtpException.class, failure -> assertThat(failure.getCategory())
                        .isEqualTo(Category.BUSY));
        answer.countDown();
        stage.awaitEmptyQueue();
        assertThat(Stage.ids(stage.arrivals("behind"))).isEqualTo(ids);
    }

    private void awaitHeld() {
        Processes.await(Duration.ofSeconds(60), "no mail came", stage.sink::holds);
    }
}
