// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The days of a ledger in PostgreSQL: each is a partition, made when its first claim comes and dropped as a whole. */
final class PostgresDays {

    private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

    private final PostgresSql sql;

    PostgresDays(PostgresSql sql) {
        this.sql = sql;
    }

    /** Makes yesterday, today and tomorrow, where they are missing; false where the table has no days. */
    boolean make() throws SQLException {
        if (!isByDays()) {
            return false;
        }
        // One process makes them; the others wait, and find them.
        execute("SELECT pg_advisory_xact_lock(hashtext(?))", sql.table());
        LocalDate today = today();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            if (!exists(name(day))) {
                sql.execute("CREATE TABLE " + name(day) + " (LIKE " + sql.table() + ", PRIMARY KEY (id))"
                        + " WITH (autovacuum_vacuum_scale_factor = 0.05)");
                sql.execute("ALTER TABLE " + sql.table() + " ATTACH PARTITION " + name(day) + " FOR VALUES FROM ('"
                        + day + " 00:00:00+00') TO ('" + day.plusDays(1) + " 00:00:00+00')");
            }
        }
        sql.connection().commit();
        return true;
    }

    private String name(LocalDate day) {
        return sql.table() + "_" + day.format(NAME);
    }

    private LocalDate today() throws SQLException {
        return LedgerSql.offset(sql.now()).toLocalDate();
    }

    private boolean isByDays() throws SQLException {
        try (PreparedStatement select =
                sql.connection().prepareStatement("SELECT relkind FROM pg_class WHERE oid = to_regclass(?)")) {
            select.setString(1, sql.table());
            try (ResultSet found = select.executeQuery()) {
                return found.next() && found.getString(1).equals("p");
            }
        }
    }

    private boolean exists(String name) throws SQLException {
        try (PreparedStatement select = sql.connection().prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private void execute(String statement, String argument) throws SQLException {
        try (PreparedStatement prepared = sql.connection().prepareStatement(statement)) {
            prepared.setString(1, argument);
            prepared.execute();
        }
    }

    /**
     * Drops the days that ended before. What is undecided moves to today: it is forgotten when a person has decided, and
     * not when the time is over.
     */
    void drop(Instant before) throws SQLException {
        LocalDate first = before.atOffset(ZoneOffset.UTC).toLocalDate();
        if (!isByDays()) {
            forget(sql.table(), before);
            return;
        }
        for (LocalDate day : days()) {
            if (day.isBefore(first) && day.isBefore(today())) {
                sql.execute("WITH undecided AS (DELETE FROM " + name(day)
                        + " WHERE state NOT IN ('A', 'R') RETURNING *) INSERT INTO " + sql.table()
                        + " (begun, until, id, state, owner, message_id, reply, marks)"
                        + " SELECT now(), LEAST(begun, until), id, state, owner, message_id, reply, marks FROM undecided"
                        + " ON CONFLICT DO NOTHING");
                sql.execute("DROP TABLE " + name(day));
                sql.connection().commit();
            }
        }
    }

    private void forget(String table, Instant before) throws SQLException {
        try (PreparedStatement delete = sql.connection()
                .prepareStatement("DELETE FROM " + table + " WHERE begun < ? AND state IN ('A', 'R')")) {
            delete.setObject(1, LedgerSql.offset(before));
            delete.executeUpdate();
        }
    }

    /** By the names of the partitions; tables that others have made are left alone. */
    private List<LocalDate> days() throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        try (PreparedStatement select = sql.connection()
                .prepareStatement("SELECT right(c.relname, 8) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " WHERE i.inhparent = to_regclass(?) AND c.relname ~ '_[0-9]{8}$' ORDER BY 1")) {
            select.setString(1, sql.table());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    days.add(LocalDate.parse(found.getString(1), NAME));
                }
            }
        }
        return days;
    }
}
