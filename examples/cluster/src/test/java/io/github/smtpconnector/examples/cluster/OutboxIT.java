// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The variant without a broker: two workers read one table, and one of them is killed. */
@ExtendWith(OnStage.class)
class OutboxIT {

    private static final int MAILS = 400;

    private final Stage stage;

    OutboxIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void workersShareATableAndSendNothingTwice() throws Exception {
        List<String> ids = stage.mails.write("row", MAILS);
        stage.mails.toOutbox(ids);
        stage.mails.toOutbox(List.of("missing-0"));
        Map<String, Object> settings = Map.of("worker.source", "outbox", "worker.connections", 2, "worker.inFlight", 2);
        stage.cluster.startWorker("one.example", settings, Map.of());
        stage.cluster.startWorker("two.example", settings, Map.of());
        stage.awaitArrivals("row", MAILS / 3);
        stage.cluster.killWorker(stage.busiest("row"));
        Processes.await(Duration.ofSeconds(120), "not all come to an outcome", () -> {
            try {
                // What the killed worker had is due in a minute, and then in two; no test waits so long.
                stage.execute("UPDATE outbox SET next_at = now() + attempts * interval '2 seconds'"
                        + " WHERE state = 'WAITING' AND next_at > now() + interval '30 seconds'");
                return stage.rows("SELECT id FROM outbox WHERE state = 'WAITING'")
                        .isEmpty();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stage.cluster.stopWorkers();

        List<Sink.Arrival> arrivals = stage.arrivals("row");
        Set<String> uncertain = new HashSet<>(stage.rows("SELECT id FROM outbox WHERE state = 'UNCERTAIN'"));
        Set<String> known = new HashSet<>(Stage.ids(arrivals));
        known.addAll(uncertain);
        System.out.printf("%d mails by the outbox, uncertain %s%n", MAILS, uncertain);
        assertThat(Stage.doubles(arrivals)).isEmpty();
        assertThat(known).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(uncertain).hasSizeLessThanOrEqualTo(2 * 2);
        assertThat(stage.rows("SELECT id || ': ' || reason FROM outbox WHERE state = 'FAILED'"))
                .containsExactly("missing-0: no mail has the id missing-0");
        assertThat(stage.rows("SELECT id FROM outbox WHERE state = 'SENT'")).hasSize(MAILS - uncertain.size());
    }
}
