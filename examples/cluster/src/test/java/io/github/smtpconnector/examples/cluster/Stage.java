// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.postgresql.ds.PGSimpleDataSource;

/** A sink, a PostgreSQL and a broker, for all tests; each test has mails and workers of its own. */
final class Stage implements AutoCloseable {

    /** What the processes say. */
    static final Path FOLDER = Path.of("target/cluster-it").toAbsolutePath();

    private static final Duration LIMIT = Duration.ofSeconds(300 + Integer.getInteger("cluster.mails", 0) / 10);

    final Sink sink = new Sink(Duration.ofMillis(40));
    final Cluster cluster;
    final Mails mails;
    final Queues queues;
    private final Path data;

    Stage() throws Exception {
        delete(FOLDER);
        data = Files.createTempDirectory("cluster");
        cluster = new Cluster(FOLDER, sink, new PostgresDatabase(data));
        mails = new Mails(cluster.database().url());
        mails.makeTables();
        queues = cluster.queues();
    }

    /** Ends all workers, and keeps nothing for the next test of what they have written. */
    void clear() throws Exception {
        cluster.killWorkers();
        // For a minute Camel would take a killed worker for the one that purges.
        delete(FOLDER.resolve("singletons"));
        execute("DROP TABLE IF EXISTS smtp_ledger, smtp_pace CASCADE", "TRUNCATE mail, outbox");
        for (String queue : List.of(Queues.UNCERTAIN, Queues.FAILED)) {
            for (Queues.Waiting mail : queues.waiting(queue)) {
                queues.take(queue, mail.id(), false);
            }
        }
    }

    /** What the sink has of the mails with this name. */
    List<Sink.Arrival> arrivals(String name) {
        return sink.arrivals().stream()
                .filter(arrival -> arrival.to().startsWith(name + "-"))
                .toList();
    }

    /** Their ids. */
    static List<String> ids(List<Sink.Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> arrival.to().replace("@example.com", ""))
                .toList();
    }

    /** The worker that has sent the most of these mails, for it is at it. */
    String busiest(String name) {
        Map<String, Long> byWorker =
                arrivals(name).stream().collect(Collectors.groupingBy(Sink.Arrival::worker, Collectors.counting()));
        return Collections.max(byWorker.keySet(), Comparator.comparing(byWorker::get));
    }

    /** Those that came more than once, under whatever Message-ID, with how often. */
    static Map<String, Long> doubles(List<Sink.Arrival> arrivals) {
        Map<String, Long> copies =
                arrivals.stream().collect(Collectors.groupingBy(Sink.Arrival::to, Collectors.counting()));
        copies.values().removeIf(count -> count == 1);
        return copies;
    }

    /** The ids on the list of the uncertain. */
    Set<String> uncertain(String name) throws Exception {
        return queues.waiting(Queues.UNCERTAIN).stream()
                .map(Queues.Waiting::id)
                .filter(id -> id.startsWith(name + "-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    void awaitArrivals(String name, int count) {
        Processes.await(
                LIMIT,
                "only " + arrivals(name).size() + " mails",
                () -> sink.size() >= count && arrivals(name).size() >= count);
    }

    /** All have come to an outcome. */
    void awaitEmptyQueue() {
        Processes.await(LIMIT, "the queue is not empty", () -> {
            try {
                return queues.size(Queues.MAILS) == 0;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** How many messages the workers have and did not acknowledge. */
    long held() throws Exception {
        return attribute("deliveringCount");
    }

    /** How many messages came back, and wait for another attempt. */
    long comingAgain() throws Exception {
        return attribute("scheduledCount");
    }

    private long attribute(String name) throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(cluster.brokerUrl());
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession();
                ClientRequestor requestor = new ClientRequestor(session, "activemq.management")) {
            session.start();
            ClientMessage question = session.createMessage(false);
            ManagementHelper.putAttribute(question, ResourceNames.QUEUE + Queues.MAILS, name);
            return ((Number) ManagementHelper.getResult(requestor.request(question))).longValue();
        }
    }

    /** Sends a mail in this process, each time as a process of its own would. */
    Exchange send(String key) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("ledger", new JdbcSendLedger(dataSource()));
            camel.start();
            return camel.createProducerTemplate()
                    .send(
                            "smtp-connector:127.0.0.1:" + sink.port() + "?useTls=false&ledger=#bean:ledger"
                                    + "&from=news@example.com&to=" + key + "@example.com",
                            mail -> {
                                mail.getMessage().setBody("text");
                                mail.getMessage().setHeader(SmtpHeaders.IDEMPOTENCY_KEY, key);
                            });
        }
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(cluster.database().url());
        return source;
    }

    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(cluster.database().url());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(cluster.database().url());
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        sink.close();
        delete(data);
    }
}
