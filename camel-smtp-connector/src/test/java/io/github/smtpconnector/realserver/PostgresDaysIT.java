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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of mails whose day is dropped at the moment when something comes of them. */
class PostgresDaysIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static PostgresLedgers ledgers;

    @BeforeAll
    static void start() throws IOException {
        ledgers = PostgresLedgers.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (ledgers != null) {
            ledgers.server().close();
        }
    }

    /** The purge waits for a row that another transaction holds, and holds that of the mail; then the outcome comes. */
    @Test
    void writesAnOutcomeThatComesWhileItsDayIsDropped() throws Exception {
        JdbcSendLedger ledger = new JdbcSendLedger(ledgers.server().dataSource());
        LedgerMail late = PostgresLedgers.mail(31);
        LedgerMail other = PostgresLedgers.mail(32);
        ledger.claim(late, "one", Duration.ZERO, Again.NO);
        ledger.claim(other, "one", Duration.ZERO, Again.NO);
        ledgers.makeOld(late, other);
        Settlement accepted =
                new Settlement(DeliveryState.ACCEPTED, SmtpReply.of(250, "2.0.0 Ok"), late.recipients(), List.of(), 0);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection holding = ledgers.server().dataSource().getConnection();
                Statement hold = holding.createStatement()) {
            holding.setAutoCommit(false);
            hold.execute("SELECT 1 FROM smtp_ledger WHERE id = '" + PostgresLedgers.id(other) + "' FOR UPDATE");
            Future<?> purge =
                    threads.submit(() -> new JdbcSendLedger(ledgers.server().dataSource()).purge());
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
                        return ledgers.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
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
        JdbcSendLedger ledger = new JdbcSendLedger(ledgers.server().dataSource());
        LedgerMail mail = PostgresLedgers.mail(33);
        ledger.claim(mail, "one", HOUR, Again.NO);
        ledger.settle(mail, "one", new Settlement(DeliveryState.NOT_SENT, null, List.of(), List.of(), 1));
        ledgers.makeOld(mail);
        assertThat(ledger.claim(mail, "two", HOUR, Again.NO)).isInstanceOf(Standing.Resumable.class);
        ledger.purge();
        assertThat(ledger.look(mail)).isInstanceOf(Standing.Busy.class);
        assertThat(ledgers.number("SELECT count(*) FROM " + PostgresLedgers.day(0) + " WHERE id = '"
                        + PostgresLedgers.id(mail) + "'"))
                .isOne();
    }

    /** A mail that was begun at midnight has a row in two days. */
    @Test
    void takesAMailOutOfTwoOldDays() throws SQLException {
        LedgerMail mail = PostgresLedgers.mail(34);
        JdbcSendLedger then = ledgers.at("midnight", "2031-07-01 23:59:00+00");
        then.claim(mail, "one", HOUR, Again.NO);
        then.settle(mail, "one", new Settlement(DeliveryState.NOT_SENT, null, List.of(), List.of(), 1));
        JdbcSendLedger later = ledgers.at("afterwards", "2031-07-05 12:00:00+00");
        assertThat(later.claim(mail, "two", HOUR, Again.NO)).isInstanceOf(Standing.Resumable.class);
        assertThat(later.claim(mail, "three", HOUR, Again.NO)).isInstanceOf(Standing.Busy.class);
    }
}
