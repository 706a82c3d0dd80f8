// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three workers send from one queue, and one of them is killed when a third of the mails are out. Broker, database and
 * workers are processes of their own; the mail server is in this one, so nothing leaves the machine.
 */
public final class Demonstration {

    private static final List<String> WORKERS = List.of("worker-1.example", "worker-2.example", "worker-3.example");

    private final int mails;
    private final Sink sink;
    private final Cluster cluster;
    private final long start = System.nanoTime();
    private boolean killed;

    private Demonstration(int mails, Sink sink, Cluster cluster) {
        this.mails = mails;
        this.sink = sink;
        this.cluster = cluster;
    }

    /** @param args the folder to work in, the number of mails, and {@code h2} or {@code postgresql} */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder);
        // Root's own folders are closed to the user that PostgreSQL runs as.
        Path data = args[2].equals("postgresql") ? Files.createTempDirectory("cluster") : folder;
        try (Sink sink = new Sink(Duration.ofMillis(20));
                Database database = args[2].equals("postgresql") ? new PostgresDatabase(data) : new H2Database(folder);
                Cluster cluster = new Cluster(folder, sink, database)) {
            new Demonstration(Integer.parseInt(args[1]), sink, cluster).run();
            System.out.println("What the workers said is in " + folder);
        } finally {
            if (!data.equals(folder)) {
                delete(data);
            }
        }
    }

    private void run() throws Exception {
        Mails table = new Mails(cluster.database().url());
        table.makeTables();
        System.out.println("A broker, a database and three workers are starting ...");
        for (String worker : WORKERS) {
            cluster.startWorker(worker, Map.of("smtp.mailsPerSecond", 400), Map.of());
        }
        cluster.awaitConsumers(3 * 20);
        cluster.queues().send(table.write("autumn", mails));
        System.out.printf("%,d mails are in the queue; the workers share 400 a second%n", mails);
        System.out.printf(
                "%n%5s %9s %9s %9s %9s %9s %10s%n",
                "s", "queue", "arrived", "worker 1", "worker 2", "worker 3", "uncertain");
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            watch.scheduleAtFixedRate(this::killWhenAThirdIsOut, 0, 5, TimeUnit.MILLISECONDS);
            for (long left = mails; left > 0; left = row()) {
                watch.schedule(() -> {}, 1, TimeUnit.SECONDS).get();
            }
        } finally {
            watch.shutdownNow();
        }
        summary();
    }

    /** The one that has sent the most, for it is at it. */
    private void killWhenAThirdIsOut() {
        if (!killed && sink.size() >= mails / 3) {
            killed = true;
            Map<String, Long> byWorker = byWorker();
            String busiest = Collections.max(WORKERS, Comparator.comparing(name -> byWorker.getOrDefault(name, 0L)));
            cluster.killWorker(busiest);
            System.out.println(
                    "      killed " + busiest + "; the others get what it had, but for what was on the line");
        }
    }

    private Map<String, Long> byWorker() {
        return sink.arrivals().stream().collect(Collectors.groupingBy(Sink.Arrival::worker, Collectors.counting()));
    }

    private long row() throws Exception {
        long left = cluster.queues().size(Queues.MAILS);
        Map<String, Long> byWorker = byWorker();
        System.out.printf(
                "%5d %,9d %,9d %,9d %,9d %,9d %,10d%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                left,
                sink.size(),
                byWorker.getOrDefault(WORKERS.get(0), 0L),
                byWorker.getOrDefault(WORKERS.get(1), 0L),
                byWorker.getOrDefault(WORKERS.get(2), 0L),
                cluster.queues().size(Queues.UNCERTAIN));
        return left;
    }

    private void summary() throws Exception {
        List<Queues.Waiting> uncertain = cluster.queues().waiting(Queues.UNCERTAIN);
        Set<String> arrived = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (Sink.Arrival arrival : sink.arrivals()) {
            String id = arrival.to().replace("@example.com", "");
            if (!arrived.add(id)) {
                twice.add(id);
            }
        }
        System.out.println();
        for (Queues.Waiting mail : uncertain) {
            System.out.printf(
                    "uncertain: %s %s %s%n",
                    mail.id(),
                    mail.messageId(),
                    arrived.contains(mail.id())
                            ? "(the server has it; only the worker did not hear so)"
                            : "(the server has not got it)");
        }
        Set<String> known = new HashSet<>(arrived);
        uncertain.forEach(mail -> known.add(mail.id()));
        System.out.printf(
                "%n%,d of %,d, %s twice, %d uncertain, listed; %d failed; %d s%n",
                known.size(),
                mails,
                twice.isEmpty() ? "none" : twice.size(),
                uncertain.size(),
                cluster.queues().size(Queues.FAILED),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
