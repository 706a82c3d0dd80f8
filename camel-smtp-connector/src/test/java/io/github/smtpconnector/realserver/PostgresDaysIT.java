// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.LedgerMail;
import io.github.smtpconnector.ledger.SendLedger.Again;
import io.github.smtpconnector.ledger.Settlement;
import io.github.smtpconnector.ledger.Standing;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of mails whose day is dropped at the moment when something comes of them. */
class PostgresDaysIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static PostgresServer server;

    @BeforeAll
    static void start() throws IOException {
        PostgresServer.assumeAvailable();
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static LedgerMail mail(int number) {
        String digest = String.format(Locale.ROOT, "%08x", number).repeat(8);
        return new LedgerMail(digest, '<' + digest + "@example.com>", List.of("ann@example.com"));
    }

    private static void makeOld(LedgerMail... mails) {
        LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(30);
        String day = "smtp_ledger_" + old.format(DAY);
        try {
            server.execute("CREATE TABLE IF NOT EXISTS " + day
                    + " PARTITION OF smtp_ledger (PRIMARY KEY (id)) FOR VALUES FROM ('" + old
                    + " 00:00:00+00') TO ('" + old.plusDays(1) + " 00:00:00+00')");
            for (LedgerMail mail : mails) {
                server.execute("UPDATE smtp_ledger SET begun = '" + old + " 12:00:00+00' WHERE id = '"
                        + mail.digest().substring(0, 32) + "'");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Only the database's clock counts, so the test sets it: a function of that name is found before PostgreSQL's own. */
    private static JdbcSendLedger ledgerAt(String schema, String time) throws SQLException {
        server.execute(
                "CREATE SCHEMA IF NOT EXISTS " + schema,
                "CREATE OR REPLACE FUNCTION " + schema + ".now() RETURNS timestamptz LANGUAGE sql STABLE AS"
                        + " $$ SELECT timestamptz '" + time + "' $$");
        var source = server.dataSource();
        source.setOptions("-c search_path=" + schema + ",pg_catalog,public");
        JdbcSendLedger ledger = new JdbcSendLedger(source);
        // New days belong where the table is, and not to the clock.
        ledger.setTable("public.smtp_ledger");
        return ledger;
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The purge waits for a row that another transaction holds, and holds that of the mail; then the outcome comes. */
    @Test
    void writesAnOutcomeThatComesWhileItsDayIsDropped() throws Exception {
        JdbcSendLedger ledger = new JdbcSendLedger(server.dataSource());
        LedgerMail late = mail(31);
        LedgerMail other = mail(32);
        ledger.claim(late, "one", Duration.ZERO, Again.NO);
        ledger.claim(other, "one", Duration.ZERO, Again.NO);
        makeOld(late, other);
        Settlement accepted =
                new Settlement(DeliveryState.ACCEPTED, SmtpReply.of(250, "2.0.0 Ok"), late.recipients(), List.of(), 0);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection holding = server.dataSource().getConnection();
                Statement hold = holding.createStatement()) {
            holding.setAutoCommit(false);
            hold.execute(
                    "SELECT 1 FROM smtp_ledger WHERE id = '" + other.digest().substring(0, 32) + "' FOR UPDATE");
            Future<?> purge = threads.submit(() -> new JdbcSendLedger(server.dataSource()).purge());
            awaitWaiting(1);
            Future<?> outcome = threads.submit(() -> ledger.settle(late, "one", accepted));
            awaitWaiting(2);
            holding.commit();
            purge.get();
            outcome.get();
        } finally {
            threads.shutdown();
        }
        assertThat(ledger.look(late)).isInstanceOf(Standing.Accepted.class);
        assertThat(ledger.look(other)).isInstanceOf(Standing.Uncertain.class);
    }

    private static void awaitWaiting(int transactions) {
        Waiting.until(
                () -> {
                    try {
                        return number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                                >= transactions;
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                },
                Duration.ofSeconds(20),
                () -> "fewer than " + transactions + " transactions wait");
    }

    /** Else its day could be dropped while it is being sent, for a day with nothing but decided mails is not looked at. */
    @Test
    void takesAMailOutOfAnOldDayToSendItAgain() throws SQLException {
        JdbcSendLedger ledger = new JdbcSendLedger(server.dataSource());
        LedgerMail mail = mail(33);
        ledger.claim(mail, "one", HOUR, Again.NO);
        ledger.settle(mail, "one", new Settlement(DeliveryState.NOT_SENT, null, List.of(), List.of(), 1));
        makeOld(mail);
        assertThat(ledger.claim(mail, "two", HOUR, Again.NO)).isInstanceOf(Standing.Resumable.class);
        ledger.purge();
        assertThat(ledger.look(mail)).isInstanceOf(Standing.Busy.class);
        assertThat(number("SELECT count(*) FROM smtp_ledger_"
                        + LocalDate.now(ZoneOffset.UTC).format(DAY) + " WHERE id = '"
                        + mail.digest().substring(0, 32) + "'"))
                .isOne();
    }

    /** A mail that was begun at midnight has a row in two days. */
    @Test
    void takesAMailOutOfTwoOldDays() throws SQLException {
        LedgerMail mail = mail(34);
        JdbcSendLedger then = ledgerAt("midnight", "2031-07-01 23:59:00+00");
        then.claim(mail, "one", HOUR, Again.NO);
        then.settle(mail, "one", new Settlement(DeliveryState.NOT_SENT, null, List.of(), List.of(), 1));
        JdbcSendLedger later = ledgerAt("afterwards", "2031-07-05 12:00:00+00");
        assertThat(later.claim(mail, "two", HOUR, Again.NO)).isInstanceOf(Standing.Resumable.class);
        assertThat(later.claim(mail, "three", HOUR, Again.NO)).isInstanceOf(Standing.Busy.class);
    }
}
