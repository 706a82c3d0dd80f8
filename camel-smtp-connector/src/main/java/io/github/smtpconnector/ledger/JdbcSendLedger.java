// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import io.github.smtpconnector.outcome.DeliveryState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a ledger in a database: PostgreSQL, for as many processes as you like, or H2. Needs a {@code DataSource} and
 * nothing else. One row is one mail; claims and outcomes of the same moment are written together. Times are those of the
 * database.
 *
 * <p>Takes three connections at most, and gives them back when there is nothing to do. A {@code DataSource} that pools
 * connections and gives up after some seconds, when the network hangs, serves it best.
 */
public final class JdbcSendLedger implements SendLedger {

    private static final Duration KEEP_CONNECTION = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable DataSource dataSource;
    private String table = LedgerTable.usual().name();
    private boolean createTable = true;
    private @Nullable Duration lease;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration keep = Duration.ofDays(7);
    private @Nullable Lanes lanes;

    /** A ledger that is told its {@code DataSource} later. */
    public JdbcSendLedger() {}

    /** A ledger in this database. */
    public JdbcSendLedger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Where the connections come from. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The name of the table, by default {@code smtp_ledger}; a schema and a dot may stand before it. */
    public void setTable(String table) {
        this.table = new LedgerTable(table, true).name();
    }

    /**
     * Whether the table is made where there is none, true by default. With false you make it yourself, by
     * {@code postgresql.sql} or {@code h2.sql} in the folder {@code io/github/smtpconnector/ledger} of the jar.
     */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    /**
     * How long a claim counts as work under way. By default it is the longest that an attempt can take by the timeouts of
     * the endpoint. A shorter one lets you see sooner that a process was killed, and calls a slow attempt uncertain until
     * it ends; it never sends a mail twice.
     */
    public void setLease(Duration lease) {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: " + lease + " is refused; give more than nothing");
        }
        this.lease = lease;
    }

    /** How long a mail waits for the database, 10 seconds by default; then it fails and nothing was sent. */
    public void setTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " is refused; give more than nothing");
        }
        this.timeout = timeout;
    }

    /** How long {@link #purge()} keeps what is decided, 7 days by default. */
    public void setKeep(Duration keep) {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "keep: " + keep + " is refused; give a day at least, or a mail that comes again is sent twice");
        }
        this.keep = keep;
    }

    /** What the threads share; made by the first who needs it, when all is set. */
    private record Lanes(
            LedgerTable table,
            DataSource dataSource,
            Lane<Look, Standing> looks,
            Lane<Claim, Standing> claims,
            Lane<Settling, Boolean> settlements,
            LateSettlements late) {

        Session session() {
            return new Session(dataSource, table);
        }
    }

    private record Look(UUID id, LedgerMail mail) implements Lane.Question {}

    private Lanes lanes() {
        lock.lock();
        try {
            Lanes current = lanes;
            if (current == null) {
                current = newLanes();
                lanes = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Lanes newLanes() {
        DataSource from = dataSource;
        if (from == null) {
            throw new IllegalStateException("dataSource: none is given to the ledger");
        }
        LedgerTable kept = new LedgerTable(table, createTable);
        Lane<Settling, Boolean> settlements =
                new Lane<>("settlements", () -> new Session(from, kept), KEEP_CONNECTION, JdbcSendLedger::settle);
        LateSettlements late = new LateSettlements(settlements, FIRST_PAUSE);
        Claiming claiming = new Claiming(claim -> {
            Settling settling = released(claim);
            settlements.submit(settling).ifFailed(() -> late.add(settling));
        });
        return new Lanes(
                kept,
                from,
                new Lane<>("looks", () -> new Session(from, kept), KEEP_CONNECTION, JdbcSendLedger::look),
                new Lane<>("claims", () -> new Session(from, kept), KEEP_CONNECTION, claiming),
                settlements,
                late);
    }

    /** Answers null where there is no row; a list of the JDK's newer kind would not take that. */
    private static List<Standing> look(Session session, List<Look> group) throws SQLException {
        Map<UUID, LedgerRow> rows =
                session.sql().rows(group.stream().map(Look::id).toList(), false);
        List<Standing> standings = new ArrayList<>();
        for (Look look : group) {
            LedgerRow row = rows.get(look.id());
            standings.add(row == null ? null : row.standing(look.mail()));
        }
        return standings;
    }

    private static List<Boolean> settle(Session session, List<Settling> group) throws SQLException {
        session.sql().settle(group);
        return group.stream().map(settling -> true).toList();
    }

    private static Settling released(Claim claim) {
        Settlement nothing = new Settlement(DeliveryState.NOT_SENT, null, List.of(), List.of(), 1);
        return Settling.of(claim.mail(), claim.owner(), nothing);
    }

    @Override
    public @Nullable Standing look(LedgerMail mail) {
        return lanes().looks().ask(new Look(MailNames.id(mail.digest()), mail), timeout);
    }

    @Override
    public Standing claim(LedgerMail mail, String owner, Duration usualLease, Again again) {
        Duration chosen = lease == null ? usualLease : lease;
        Claim claim = new Claim(MailNames.id(mail.digest()), mail, owner, chosen, again == Again.YES);
        return lanes().claims().ask(claim, timeout);
    }

    /** What cannot be written now is tried again until it can, while the process lives. */
    @Override
    public void settle(LedgerMail mail, String owner, Settlement settlement) {
        Lanes current = lanes();
        Settling settling = Settling.of(mail, owner, settlement);
        try {
            current.settlements().ask(settling, timeout);
        } catch (RuntimeException e) {
            current.late().add(settling);
            throw e;
        }
    }

    /** How many outcomes wait to be written because the database could not be asked. */
    public int unwritten() {
        return lanes().late().size();
    }

    @Override
    public List<UncertainMail> uncertain(int most) {
        return directly(session -> session.sql().undecided(most)).stream()
                .map(row -> new UncertainMail(MailNames.text(row.id()), row.messageId(), row.since(), row.owner()))
                .toList();
    }

    @Override
    public boolean decide(String id, Decision decision) {
        UUID mail = MailNames.given(id);
        if (mail == null) {
            throw new IllegalArgumentException(
                    "'" + id + "' names no mail; give the id of the list, or the Message-ID");
        }
        return directly(session -> {
            LedgerRow row = session.sql().rows(List.of(mail), true).get(mail);
            if (row == null || !row.isDecidable()) {
                return false;
            }
            session.sql().decide(row, decision);
            return true;
        });
    }

    @Override
    public void purge(Instant before) {
        directly(session -> {
            session.sql().purge(before);
            return true;
        });
    }

    /**
     * Forgets what is older than {@link #setKeep}, by the database's clock; what is uncertain stays. With PostgreSQL whole
     * days are dropped: a day is read once, for what is uncertain in it, and leaves nothing to clean up. Let one process do
     * so once a day.
     */
    public void purge() {
        directly(session -> {
            session.sql().purge(session.sql().now().minus(keep));
            return true;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Session session) throws SQLException;
    }

    private <T> T directly(Work<T> work) {
        try (Session session = lanes().session()) {
            return session.inTransaction(() -> work.in(session));
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger's database failed: " + e.getMessage(), e);
        }
    }
}
