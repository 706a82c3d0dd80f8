// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger.Again;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpReply;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How many mails a second a ledger writes, beside Camel's JDBC repository with what the connector asks of it, in one
 * PostgreSQL of the distribution. A program, not a test: it measures. Arguments: mails, senders.
 */
public final class LedgerRateMain {

    private static final List<String> TO = List.of("ann@example.com");
    private static final SmtpReply REPLY = SmtpReply.of(250, "2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8");

    private LedgerRateMain() {}

    public static void main(String[] arguments) throws Exception {
        int mails = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int senders = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        try (PostgresServer server = PostgresServer.start()) {
            // Each sender has a connection of its own, so that it waits for no other.
            ThreadLocal<JdbcMessageIdRepository> repositories = ThreadLocal.withInitial(() -> started(server));
            JdbcSendLedger ledger = new JdbcSendLedger(server.dataSource());
            started(server);
            for (int round = 1; round <= 3; round++) {
                String name = "round" + round;
                run(name + " ledger", mails, senders, i -> ledger(ledger, digest(name, i)));
                run(name + " repository", mails / 10, 16, i -> repository(repositories.get(), digest(name, i)));
            }
            run("ledger, one sender", 300, 1, i -> ledger(ledger, digest("alone", i)));
            server.execute("VACUUM");
            size(server.dataSource());
        }
    }

    private static JdbcMessageIdRepository started(PostgresServer server) {
        JdbcMessageIdRepository repository =
                new JdbcMessageIdRepository(new SingleConnectionDataSource(server.url(), true), "mails");
        repository.start();
        return repository;
    }

    private static String digest(String round, int number) {
        return String.format(Locale.ROOT, "%016x%016x", round.hashCode() * 2_654_435_761L, number * 0x9E3779B97F4A7C15L)
                .repeat(2);
    }

    private static void ledger(JdbcSendLedger ledger, String digest) {
        LedgerMail mail = new LedgerMail(digest, '<' + digest + "@example.com>", TO);
        String owner = "worker-7d9f8c6b5d-x2x4z:4711:k3f:" + digest.substring(0, 4);
        ledger.look(mail);
        ledger.claim(mail, owner, Duration.ofMinutes(15), Again.NO);
        ledger.settle(mail, owner, new Settlement(DeliveryState.ACCEPTED, REPLY, TO, List.of(), 0));
    }

    private static void repository(JdbcMessageIdRepository repository, String digest) {
        repository.contains(digest + ".claimed");
        repository.add(digest + ".claimed");
        repository.add(digest + ".accepted");
    }

    private static void run(String what, int mails, int senders, IntConsumer send) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(senders);
        long[] times = new long[mails];
        long start = System.nanoTime();
        for (int s = 0; s < senders; s++) {
            sender(() -> {
                        for (int i = next.getAndIncrement(); i < mails; i = next.getAndIncrement()) {
                            long begun = System.nanoTime();
                            send.accept(i);
                            times[i] = System.nanoTime() - begun;
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f mails/s, median %.1f ms, p99 %.1f ms%n",
                what,
                mails / seconds,
                times[mails / 2] / 1e6,
                times[mails * 99 / 100] / 1e6);
    }

    /** A virtual thread where the JDK has them, as Camel makes them where it is told to. */
    private static Thread sender(Runnable work) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, work);
        } catch (ReflectiveOperationException e) {
            return new Thread(work);
        }
    }

    private static void size(PGSimpleDataSource database) throws Exception {
        List<String> queries = new ArrayList<>(List.of(
                "SELECT 'octets a row', avg(pg_column_size(l.*) + 4) FROM smtp_ledger l",
                "SELECT 'octets a mail, table and index', sum(pg_total_relation_size(inhrelid))::float8"
                        + " / (SELECT count(*) FROM smtp_ledger) FROM pg_inherits",
                "SELECT 'repository, octets a mail', 2.0 * pg_total_relation_size('camel_messageprocessed')"
                        + " / (SELECT count(*) FROM camel_messageprocessed)"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String query : queries) {
                try (ResultSet found = statement.executeQuery(query)) {
                    found.next();
                    System.out.printf(Locale.ROOT, "%s: %.0f%n", found.getString(1), found.getDouble(2));
                }
            }
        }
    }
}
