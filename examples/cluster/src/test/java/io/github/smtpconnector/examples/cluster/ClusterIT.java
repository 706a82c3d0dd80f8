// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers, broker and database that die while mails are sent. Each mail is at the server once, or on the list of the
 * uncertain. {@code -Dcluster.mails=20000} is the long form.
 */
@ExtendWith(OnStage.class)
class ClusterIT {

    private static final int MAILS = Integer.getInteger("cluster.mails", 2_000);
    private static final int AGAIN = Integer.getInteger("cluster.mails", 600);
    private static final int CONNECTIONS = 2;
    private static final int IN_FLIGHT = 2;
    private static final int CONSUMERS = 12;

    /** What can be on the line at four ends: that of one worker, and for each of three that of the database. */
    private static final int MOST_UNCERTAIN = 4 * CONNECTIONS * IN_FLIGHT;

    private final Stage stage;

    ClusterIT(Stage stage) {
        this.stage = stage;
    }

    private void startWorker(String name, String uncertain) throws Exception {
        stage.cluster.startWorker(
                name,
                Map.of(
                        "smtp.mailsPerSecond", 300,
                        "smtp.uncertain", uncertain,
                        "worker.connections", CONNECTIONS,
                        "worker.inFlight", IN_FLIGHT,
                        "worker.consumers", CONSUMERS),
                Map.of());
    }

    /** Sends mails by three workers, and lets each part of the cluster crash once. */
    private List<String> sendThroughCrashes(String name, int mails, String uncertain) throws Exception {
        int before = stage.sink.size();
        for (String worker : List.of("one.example", "two.example", "three.example")) {
            startWorker(worker, uncertain);
        }
        stage.cluster.awaitConsumers(3 * CONSUMERS);
        List<String> ids = stage.mails.write(name, mails);
        stage.queues.send(ids);
        stage.awaitArrivals(name, mails / 3);
        String busiest = stage.busiest(name);
        stage.cluster.killWorker(busiest);
        startWorker(busiest, uncertain);
        stage.awaitArrivals(name, mails / 2);
        stage.cluster.killBroker();
        stage.cluster.startBroker();
        stage.awaitArrivals(name, mails * 2 / 3);
        stage.cluster.database().stopHard();
        stage.cluster.database().begin();
        stage.awaitEmptyQueue();
        System.out.printf(
                "%s: %d mails, %d arrivals, %d twice, uncertain %s%n",
                name,
                mails,
                stage.sink.size() - before,
                Stage.doubles(stage.arrivals(name)).size(),
                stage.uncertain(name));
        return ids;
    }

    @Test
    void eachMailIsSentOnceOrListed() throws Exception {
        List<String> ids = sendThroughCrashes("once", MAILS, "FAIL");

        List<Sink.Arrival> arrivals = stage.arrivals("once");
        Set<String> known = new HashSet<>(Stage.ids(arrivals));
        Set<String> uncertain = stage.uncertain("once");
        known.addAll(uncertain);
        assertThat(Stage.doubles(arrivals)).isEmpty();
        assertThat(arrivals).extracting(Sink.Arrival::messageId).doesNotHaveDuplicates();
        assertThat(known).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(uncertain).hasSizeLessThanOrEqualTo(MOST_UNCERTAIN);
        assertThat(stage.queues.size(Queues.FAILED)).isZero();

        // A broker that has lost what it was told: it delivers again what was sent.
        int before = stage.sink.size();
        stage.queues.send(ids.subList(0, 200));
        stage.awaitEmptyQueue();
        assertThat(stage.sink.size()).isEqualTo(before);
        assertThat(stage.uncertain("once")).isEqualTo(uncertain);
    }

    @Test
    void whatIsUncertainIsSentAgainWhereAskedFor() throws Exception {
        List<String> ids = sendThroughCrashes("again", AGAIN, "RESEND");

        List<Sink.Arrival> arrivals = stage.arrivals("again");
        assertThat(new HashSet<>(Stage.ids(arrivals))).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(arrivals.stream().map(Sink.Arrival::messageId).distinct())
                .as("a second copy has the Message-ID of the first")
                .hasSize(AGAIN);
        assertThat(Stage.doubles(arrivals)).hasSizeLessThanOrEqualTo(MOST_UNCERTAIN);
        assertThat(Stage.doubles(arrivals).values()).allMatch(copies -> copies == 2);
        assertThat(stage.queues.size(Queues.UNCERTAIN))
                .isEqualTo(stage.uncertain("once").size());
        assertThat(stage.queues.size(Queues.FAILED)).isZero();
    }
}
