// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.LedgerContract;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger in a PostgreSQL in earnest: its days, midnight, a hard stop, and the size of a row. */
class PostgresLedgerIT extends LedgerContract {

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

    @Override
    protected DataSource database() {
        return ledgers.server().dataSource();
    }

    @Override
    protected void makeOld(LedgerMail... mails) {
        ledgers.makeOld(mails);
    }

    @Test
    void makesADayForItsMailsAndDropsIt() throws SQLException {
        JdbcSendLedger ledger = new JdbcSendLedger(database());
        ledger.claim(PostgresLedgers.mail(1), "one", HOUR, Again.NO);
        assertThat(ledgers.number("SELECT count(*) FROM " + PostgresLedgers.day(0) + " WHERE id = '"
                        + PostgresLedgers.id(PostgresLedgers.mail(1)) + "'"))
                .isPositive();
        makeOld(PostgresLedgers.mail(1));
        ledger.purge();
        assertThat(ledgers.number("SELECT count(*) FROM pg_class WHERE relname = '" + PostgresLedgers.day(30) + "'"))
                .isZero();
        assertThat(ledger.look(PostgresLedgers.mail(1)))
                .as("what is undecided has moved to today, and nobody is at it any more")
                .isInstanceOf(Standing.Uncertain.class);
    }

    /**
     * Two processes claim a mail on the two sides of midnight, and neither sees what the other has not committed: the
     * mail is one's, on whichever side of midnight, and at whatever distance within a transaction's time.
     */
    @Test
    void givesAMailToOneAroundMidnight() throws Exception {
        new JdbcSendLedger(database()).look(PostgresLedgers.mail(2));
        List<String> times = List.of(
                "2031-05-01 23:57:59+00",
                "2031-05-01 23:58:01+00",
                "2031-05-01 23:59:59.999999+00",
                "2031-05-02 00:00:00+00",
                "2031-05-02 00:01:59+00",
                "2031-05-02 00:02:01+00");
        List<JdbcSendLedger> processes = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            processes.add(ledgers.at("clock" + i, times.get(i)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            for (int left = 0; left + 1 < processes.size(); left++) {
                for (int i = 0; i < 20; i++) {
                    LedgerMail mail = PostgresLedgers.mail(10_000 + left * 100 + i);
                    List<Callable<Standing>> race = new ArrayList<>();
                    for (JdbcSendLedger process : processes.subList(left, left + 2)) {
                        String owner = "one " + race.size();
                        race.add(() -> process.claim(mail, owner, HOUR, Again.NO));
                    }
                    int ours = 0;
                    for (Future<Standing> racer : threads.invokeAll(race)) {
                        ours += racer.get() instanceof Standing.Ours ? 1 : 0;
                    }
                    assertThat(ours)
                            .as("between " + times.get(left) + " and the next")
                            .isOne();
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The one that has not committed yet: what the other cannot see, it meets. */
    @Test
    void waitsForAClaimThatIsNotCommittedOnTheOtherSideOfMidnight() throws Exception {
        LedgerMail mail = PostgresLedgers.mail(3);
        JdbcSendLedger after = ledgers.at("later", "2031-06-02 00:00:01+00");
        after.claim(PostgresLedgers.mail(4), "one", HOUR, Again.NO);
        try (Connection before = ledgers.server().dataSource().getConnection()) {
            before.setAutoCommit(false);
            try (Statement statement = before.createStatement()) {
                statement.execute("INSERT INTO smtp_ledger (begun, until, id, state, owner) VALUES"
                        + " ('2031-06-01 23:59:59+00', '2031-06-02 23:59:59+00', '"
                        + PostgresLedgers.id(mail) + "', 'C', 'other'),"
                        + " ('2031-06-02 00:00:00+00', '2031-06-02 23:59:59+00', '"
                        + PostgresLedgers.id(mail) + "', 'C', 'other')");
            }
            Future<Standing> claim =
                    Executors.newSingleThreadExecutor().submit(() -> after.claim(mail, "one", HOUR, Again.NO));
            before.commit();
            assertThat(claim.get()).isInstanceOf(Standing.Busy.class);
        }
    }

    @Test
    void comesBackAfterTheDatabaseWasStoppedHard() throws SQLException {
        JdbcSendLedger ledger = new JdbcSendLedger(database());
        LedgerMail mail = PostgresLedgers.mail(5);
        ledger.claim(mail, "one", HOUR, Again.NO);
        Settlement accepted =
                new Settlement(DeliveryState.ACCEPTED, SmtpReply.of(250, "2.0.0 Ok"), mail.recipients(), List.of(), 0);
        ledgers.server().stopHard();
        try {
            ledger.settle(mail, "one", accepted);
        } catch (IllegalStateException e) {
            assertThat(ledger.unwritten()).isEqualTo(1);
        }
        ledgers.server().begin();
        Waiting.until(
                () -> ledger.look(mail) instanceof Standing.Accepted,
                Duration.ofSeconds(40),
                () -> String.valueOf(ledger.look(mail)));
        assertThat(ledgers.number("SELECT count(*) FROM smtp_ledger WHERE state = 'A'"))
                .isPositive();
    }

    /** A row with the reply of a Postfix, its line pointer and header included; and nothing of the key but its digest. */
    @Test
    void takesAHundredAndFiftyOctetsAMail() throws SQLException {
        JdbcSendLedger ledger = new JdbcSendLedger(database());
        LedgerMail mail = PostgresLedgers.mail(6);
        ledger.claim(mail, "worker-7d9f8c6b5d-x2x4z:4711:k3f:1", HOUR, Again.NO);
        ledger.settle(
                mail,
                "worker-7d9f8c6b5d-x2x4z:4711:k3f:1",
                new Settlement(
                        DeliveryState.ACCEPTED,
                        SmtpReply.of(250, "2.0.0 Ok: queued as 4XyZ1k2Lh3z9vQ8"),
                        mail.recipients(),
                        List.of(),
                        0));
        assertThat(ledgers.number("SELECT max(pg_column_size(l.*)) + 4 FROM smtp_ledger l WHERE id = '"
                        + PostgresLedgers.id(mail) + "'"))
                .isLessThanOrEqualTo(150)
                .isPositive();
    }
}
