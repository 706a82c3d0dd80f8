// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Statements of the SQL standard, one for each mail, sent together; for H2. Of two processes that claim one mail at once,
 * the primary key decides, and the group of the other is done again.
 */
final class StandardSql extends LedgerSql {

    private static final String SCHEMA = "h2.sql";

    StandardSql(Connection connection, LedgerTable table) {
        super(connection, table);
    }

    @Override
    String clock() {
        return "CURRENT_TIMESTAMP";
    }

    @Override
    void prepare() {
        // There is nothing to set.
    }

    @Override
    void release() {
        // Nothing was set.
    }

    /** Class 23: another process was faster. Class 40: two waited for each other. 42S0x: there is no table. */
    @Override
    boolean mend(SQLException failure) throws SQLException {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("42S0")) {
            return create(SCHEMA);
        }
        return state.startsWith("23") || state.startsWith("40") || state.equals("HYT00");
    }

    @Override
    Set<UUID> insert(List<Claim> claims) throws SQLException {
        Set<UUID> known = rows(claims.stream().map(Claim::id).toList(), false).keySet();
        Set<UUID> inserted = new HashSet<>();
        Instant now = now();
        try (PreparedStatement insert = connection()
                .prepareStatement("INSERT INTO " + table()
                        + " (begun, until, id, state, owner, message_id) VALUES (?, ?, ?, 'C', ?, ?)")) {
            for (Claim claim : claims) {
                if (!known.contains(claim.id())) {
                    insert.setObject(1, offset(now));
                    insert.setObject(2, offset(now.plus(claim.lease())));
                    insert.setObject(3, claim.id());
                    insert.setString(4, claim.owner());
                    insert.setString(5, claim.mail().messageId());
                    insert.addBatch();
                    inserted.add(claim.id());
                }
            }
            if (!inserted.isEmpty()) {
                insert.executeBatch();
            }
        }
        return inserted;
    }

    @Override
    void settle(List<Settling> settlings) throws SQLException {
        String update = "UPDATE " + table()
                + " SET state = ?, until = NULL, owner = ?, message_id = ?, reply = ?, marks = ? WHERE id = ? AND ";
        try (PreparedStatement accepted = connection().prepareStatement(update + "state <> 'A'");
                PreparedStatement other = connection().prepareStatement(update + "owner = ?")) {
            for (Settling settling : settlings) {
                PreparedStatement chosen = settling.isAccepted() ? accepted : other;
                chosen.setString(1, settling.state());
                chosen.setString(2, settling.ownerAfter());
                chosen.setString(3, settling.messageId());
                chosen.setString(4, settling.reply());
                setBytes(chosen, 5, Marks.written(settling.marks()));
                chosen.setObject(6, settling.id());
                if (chosen == other) {
                    chosen.setString(7, settling.owner());
                }
                chosen.addBatch();
            }
            accepted.executeBatch();
            other.executeBatch();
        }
    }

    @Override
    void purge(Instant before) throws SQLException {
        try (PreparedStatement delete =
                connection().prepareStatement("DELETE FROM " + table() + " WHERE begun < ? AND state IN ('A', 'R')")) {
            delete.setObject(1, offset(before));
            delete.executeUpdate();
        }
    }

    @Override
    PreparedStatement select(Collection<UUID> ids, String columns, String end) throws SQLException {
        List<UUID> asked = ids.stream().sorted().toList();
        // Few lengths, so that the driver knows the statement already.
        int places = Integer.highestOneBit(asked.size() * 2 - 1);
        PreparedStatement select = connection()
                .prepareStatement("SELECT " + columns + " FROM " + table() + " WHERE id IN (?"
                        + ", ?".repeat(places - 1) + ")" + end);
        for (int i = 0; i < places; i++) {
            select.setObject(i + 1, asked.get(Math.min(i, asked.size() - 1)));
        }
        return select;
    }
}
