// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three workers with one pace, two of them with wrong clocks, and a server that refuses to serve one of them. */
@ExtendWith(OnStage.class)
class SharedPaceIT {

    private static final int RATE = 50;
    private static final int MEASURED = 4 * RATE;
    private static final int MAILS = 9 * RATE;

    private final Stage stage;

    SharedPaceIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void workersKeepOneRateAndPauseTogether() throws Exception {
        Map<String, Object> settings = Map.of(
                "smtp.mailsPerSecond", RATE,
                "worker.consumers", 20,
                // One that is refused beside others would say only that the server allows no more of them.
                "worker.connections", 1,
                "worker.purgeDelay", "1s",
                "camel.component.smtp-connector.max-messages-per-connection", 10);
        stage.cluster.startWorker("pace-one.example", settings, Map.of());
        stage.cluster.startWorker("pace-two.example", settings, WrongClock.by(Duration.ofHours(1)));
        stage.cluster.startWorker("pace-three.example", settings, WrongClock.by(Duration.ofHours(-1)));
        stage.cluster.awaitConsumers(60);
        List<String> ids = stage.mails.write("pace", MAILS);
        stage.queues.send(ids);
        stage.awaitArrivals("pace", RATE);
        keepOneRate();
        pauseTogether();
        stage.awaitEmptyQueue();

        assertThat(Stage.ids(stage.arrivals("pace"))).containsExactlyInAnyOrderElementsOf(ids);
        System.out.println("by worker: " + workers());
        Processes.await(Duration.ofSeconds(60), "no worker purged", () -> !workersThatPurged()
                .isEmpty());
        stage.cluster.stopWorkers();
        assertThat(workersThatPurged()).as("one of all").hasSize(1);
    }

    private static List<Path> workersThatPurged() {
        try (Stream<Path> logs = Files.list(Stage.FOLDER)) {
            return logs.filter(log -> log.getFileName().toString().startsWith("pace-"))
                    .filter(SharedPaceIT::saysPurged)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean saysPurged(Path log) {
        try {
            return Files.readString(log).contains("The ledger was purged");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Long> workers() {
        return stage.arrivals("pace").stream()
                .collect(Collectors.groupingBy(Sink.Arrival::worker, Collectors.counting()));
    }

    private void keepOneRate() {
        int from = stage.sink.begun().size();
        Processes.await(
                Duration.ofSeconds(60), "too slow", () -> stage.sink.begun().size() > from + MEASURED);
        List<Sink.Begun> measured = stage.sink.begun().subList(from, from + MEASURED + 1);
        double seconds = (measured.get(MEASURED).at() - measured.get(0).at()) / 1e9;
        System.out.printf("three workers: %.2f mails a second%n", MEASURED / seconds);
        assertThat(MEASURED / seconds).isLessThanOrEqualTo(RATE + 3);
        assertThat(workers()).hasSize(3);
    }

    private void pauseTogether() {
        stage.sink.refuseNext();
        Processes.await(Duration.ofSeconds(30), "no worker came", () -> refused() != null);
        Sink.Begun refused = refused();
        int place = stage.sink.begun().indexOf(refused);
        Processes.await(
                Duration.ofSeconds(60),
                "nothing goes on",
                () -> stage.sink.begun().size() > place + 2 * RATE);
        List<Sink.Begun> after = stage.sink.begun();
        int probe = place + 1;
        while (after.get(probe).at() - after.get(probe - 1).at()
                < Duration.ofMillis(500).toNanos()) {
            probe++;
            assertThat(probe).as("no pause within a second").isLessThan(place + RATE);
        }
        Sink.Begun last = after.get(probe - 1);
        Sink.Begun first = after.get(probe);
        System.out.printf(
                "refused by 421: %d more mails began, the last after %d ms; one tried after %d ms, all again after %d ms%n",
                probe - 1 - place,
                ms(last.at() - refused.at()),
                ms(first.at() - refused.at()),
                ms(after.get(probe + 1).at() - refused.at()));
        assertThat(probe - 1 - place).as("what 250 ms hold").isLessThanOrEqualTo(RATE / 4);
        assertThat(after.get(probe + 1).at())
                .as("the others wait until the one that tries is served")
                .isGreaterThan(first.at() + Duration.ofMillis(30).toNanos());
    }

    private Sink.Begun refused() {
        return stage.sink.begun().stream()
                .filter(Sink.Begun::refused)
                .findFirst()
                .orElse(null);
    }

    private static long ms(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
