// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of a ledger over one connection, which commits nothing by itself. */
abstract class LedgerSql {

    private static final String COLUMNS = "id, state, begun, until, owner, message_id, reply, marks";
    private static final String DECIDABLE = "(state IN ('U', 'D') OR state = 'C' AND until < ";

    private final Connection connection;
    private final LedgerTable table;

    LedgerSql(Connection connection, LedgerTable table) {
        this.connection = connection;
        this.table = table;
    }

    /** The statements for whatever database that is. */
    static LedgerSql of(Connection connection, LedgerTable table) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.equals("PostgreSQL") ? new PostgresSql(connection, table) : new StandardSql(connection, table);
    }

    Connection connection() {
        return connection;
    }

    String table() {
        return table.name();
    }

    LedgerTable definition() {
        return table;
    }

    /** What the database calls the time at which the transaction began, with its zone. */
    abstract String clock();

    /** Sets the connection up. */
    abstract void prepare() throws SQLException;

    /** Leaves the connection as it was. */
    abstract void release() throws SQLException;

    /** Whether a transaction that failed, and is rolled back, may work now; mends what it can. */
    abstract boolean mend(SQLException failure) throws SQLException;

    /** Writes a row for each of the mails that has none, claimed; gives the mails that this was done for. */
    abstract Set<UUID> insert(List<Claim> claims) throws SQLException;

    /** Writes what came of mails. */
    abstract void settle(List<Settling> settlings) throws SQLException;

    /** Forgets what was begun before and is not undecided. */
    abstract void purge(Instant before) throws SQLException;

    /** The rows of these mails, by id. A transaction that locks them has them until its end. */
    Map<UUID, LedgerRow> rows(Collection<UUID> ids, boolean lock) throws SQLException {
        Map<UUID, LedgerRow> rows = new HashMap<>();
        if (ids.isEmpty()) {
            return rows;
        }
        String columns = COLUMNS + ", " + clock();
        try (PreparedStatement select = select(ids, columns, lock ? " ORDER BY id FOR UPDATE" : "")) {
            for (LedgerRow row : read(select)) {
                // Around midnight a mail has a row in two days; they are written together.
                rows.merge(row.id(), row, (one, other) -> other.state().equals(LedgerRow.ACCEPTED) ? other : one);
            }
        }
        return rows;
    }

    /**
     * Reads these columns of the rows of these mails.
     *
     * @param end the end of the statement: how the rows are ordered and locked, or nothing
     */
    abstract PreparedStatement select(Collection<UUID> ids, String columns, String end) throws SQLException;

    /** The mails that are undecided, the oldest first. */
    List<LedgerRow> undecided(int most) throws SQLException {
        String query = "SELECT " + COLUMNS + ", " + clock() + " FROM " + table() + " WHERE " + DECIDABLE + clock()
                + ") ORDER BY begun";
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setMaxRows(most);
            return read(select);
        }
    }

    /** The database's time. */
    Instant now() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + clock());
                ResultSet found = select.executeQuery()) {
            found.next();
            return required(instant(found, 1));
        }
    }

    private static List<LedgerRow> read(PreparedStatement select) throws SQLException {
        List<LedgerRow> rows = new ArrayList<>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                Instant until = instant(found, 4);
                rows.add(new LedgerRow(
                        found.getObject(1, UUID.class),
                        found.getString(2),
                        required(instant(found, 3)),
                        until,
                        found.getString(5),
                        found.getString(6),
                        found.getString(7),
                        Marks.read(found.getBytes(8)),
                        required(instant(found, 9))));
            }
        }
        return rows;
    }

    static @Nullable Instant instant(ResultSet found, int column) throws SQLException {
        OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant required(@Nullable Instant time) throws SQLException {
        if (time == null) {
            throw new SQLException("the ledger has a row without a time");
        }
        return time;
    }

    static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** Makes rows that are locked those of other claims. */
    void take(List<Claim> claims, Map<UUID, LedgerRow> rows) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table() + " SET state = 'C', until = ?, owner = ?, message_id = ? WHERE id = ?")) {
            for (Claim claim : claims) {
                LedgerRow row = rows.get(claim.id());
                Instant now = row == null ? Instant.EPOCH : row.now();
                update.setObject(1, offset(now.plus(claim.lease())));
                update.setString(2, claim.owner());
                update.setString(3, claim.mail().messageId());
                update.setObject(4, claim.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Writes what a person has decided of a row that is locked. */
    void decide(LedgerRow row, Decision decision) throws SQLException {
        boolean delivered = decision == Decision.DELIVERED;
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table() + " SET state = ?, until = NULL, owner = NULL, marks = ? WHERE id = ?")) {
            update.setString(1, delivered ? LedgerRow.ACCEPTED : LedgerRow.RESUMABLE);
            setBytes(update, 2, delivered ? null : Marks.written(Marks.undoubted(row.marks())));
            update.setObject(3, row.id());
            update.executeUpdate();
        }
    }

    static void setBytes(PreparedStatement statement, int place, byte @Nullable [] octets) throws SQLException {
        if (octets == null) {
            statement.setNull(place, Types.VARBINARY);
        } else {
            statement.setBytes(place, octets);
        }
    }

    void execute(String statement) throws SQLException {
        try (Statement direct = connection.createStatement()) {
            direct.execute(statement);
        }
    }

    /** Makes the table, and what the database has beside it, where that is asked for; returns whether it was. */
    boolean create(String resource) throws SQLException {
        if (!table.created()) {
            return false;
        }
        for (String statement : table.schema(resource)) {
            execute(statement);
        }
        connection.commit();
        return true;
    }
}
