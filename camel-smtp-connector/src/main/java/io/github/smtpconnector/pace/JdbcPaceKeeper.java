// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Keeps the pace in a database, in one row for each login. A question reads the row together with the database's time, and
 * writes it back if no other process has written it since; otherwise it asks again. So it needs no transaction and holds no
 * lock that a process could die with. Tried with PostgreSQL and H2.
 *
 * <p>The table is in the resource {@code io/github/smtpconnector/pace/schema.sql}, and is made when it is missing. Give a
 * {@code DataSource} with two connections or more, of which one is used at a time, for some milliseconds. It needs no
 * transaction manager, and never takes part in the route's transaction.
 */
public final class JdbcPaceKeeper implements PaceKeeper {

    /** So many processes cannot all be faster, again and again, unless the database is out of order. */
    private static final int MOST_TRIES = 200;

    private static final String DEFAULT_TABLE = "smtp_pace";
    private static final String TABLE_NAME = "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?";

    private final DataSource dataSource;
    private final LongSupplier nanoTime;
    private String table = DEFAULT_TABLE;
    private int queryTimeout = 5;
    private volatile boolean ready;

    /** @param dataSource where the connections come from */
    public JdbcPaceKeeper(DataSource dataSource) {
        this(dataSource, System::nanoTime);
    }

    JdbcPaceKeeper(DataSource dataSource, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.nanoTime = nanoTime;
    }

    /** The name of the table, with a schema before it or without; {@code smtp_pace} by default. */
    public void setTable(String table) {
        if (!table.matches(TABLE_NAME)) {
            throw new IllegalArgumentException(
                    "table: is not a name of letters, digits and underlines, with or without a schema and a dot before it");
        }
        this.table = table;
    }

    /** How many seconds a statement may take; 5 by default, 0 for no limit. */
    public void setQueryTimeout(int queryTimeout) {
        if (queryTimeout < 0) {
            throw new IllegalArgumentException(
                    "queryTimeout: " + queryTimeout + " is refused; give seconds, or 0 for no limit");
        }
        this.queryTimeout = queryTimeout;
    }

    @Override
    public Grant reserve(String login, Demand demand) throws SQLException {
        return change(login, row -> {
            Timeline.Answer answer = row.timeline.reserve(demand, row.now);
            return new Change(answer.after(), answer.grant());
        });
    }

    @Override
    public void pause(String login) throws SQLException {
        change(login, row -> new Change(row.timeline.paused(row.now), NOTHING));
    }

    @Override
    public void served(String login) throws SQLException {
        change(login, row -> new Change(row.timeline.served(), NOTHING));
    }

    private static final Grant NOTHING = new Grant(Grant.Kind.TURNS, 0, Duration.ZERO, Instant.EPOCH);

    /**
     * What the store knows.
     *
     * @param version counts the changes
     * @param now the time of the store
     * @param read when that was, by our own clock
     */
    private record Row(Timeline timeline, long version, long now, long read) {}

    private record Change(Timeline after, Grant grant) {}

    private interface Question {
        Change ask(Row row);
    }

    private Grant change(String login, Question question) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            prepare(connection);
            for (int i = 0; i < MOST_TRIES; i++) {
                Optional<Row> found = read(connection, login);
                if (found.isEmpty()) {
                    insert(connection, login);
                    continue;
                }
                Row row = found.get();
                Change change = question.ask(row);
                if (change.after.equals(row.timeline) || write(connection, login, change.after, row.version)) {
                    return since(row.read, change.grant);
                }
            }
        }
        throw new SQLTransientException("the row of " + login + " in table " + table + " was changed by others "
                + MOST_TRIES + " times in a row");
    }

    /** The time of the turns counts from when the row was read; to write it took a while. */
    private Grant since(long read, Grant grant) {
        Duration passed = Duration.ofNanos(nanoTime.getAsLong() - read);
        return new Grant(grant.kind(), grant.turns(), grant.first().minus(passed), grant.at());
    }

    private Optional<Row> read(Connection connection, String login) throws SQLException {
        String sql =
                "SELECT next_turn, pause_length, paused_until, tried_until, day_count, version, CURRENT_TIMESTAMP(6)"
                        + " FROM " + table + " WHERE login = ?";
        return run(connection, sql, statement -> {
            statement.setString(1, login);
            try (ResultSet row = statement.executeQuery()) {
                long read = nanoTime.getAsLong();
                return row.next() ? Optional.of(row(row, read)) : Optional.empty();
            }
        });
    }

    private static Row row(ResultSet row, long read) throws SQLException {
        Timeline timeline = new Timeline(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), DayCount.of(row.getString(5)));
        Instant now = row.getObject(7, OffsetDateTime.class).toInstant();
        return new Row(timeline, row.getLong(6), Timeline.micros(now), read);
    }

    private boolean write(Connection connection, String login, Timeline timeline, long version) throws SQLException {
        String sql = "UPDATE " + table + " SET next_turn = ?, pause_length = ?, paused_until = ?, tried_until = ?,"
                + " day_count = ?, version = ? WHERE login = ? AND version = ?";
        return unlessOvertaken(connection, sql, statement -> {
            statement.setLong(1, timeline.next());
            statement.setLong(2, timeline.pause());
            statement.setLong(3, timeline.pausedUntil());
            statement.setLong(4, timeline.triedUntil());
            statement.setString(5, timeline.day().text());
            statement.setLong(6, version + 1);
            statement.setString(7, login);
            statement.setLong(8, version);
            return statement.executeUpdate() == 1;
        });
    }

    private void insert(Connection connection, String login) throws SQLException {
        String sql = "INSERT INTO " + table
                + " (login, next_turn, pause_length, paused_until, tried_until, day_count, version)"
                + " VALUES (?, 0, 0, 0, 0, ?, 0)";
        var unused = unlessOvertaken(connection, sql, statement -> {
            statement.setString(1, login);
            statement.setString(2, DayCount.EMPTY.text());
            return statement.executeUpdate() == 1;
        });
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** False when another process wrote the row meanwhile: class 40 is a lost race, 23 a key that is there. */
    private boolean unlessOvertaken(Connection connection, String sql, Work<Boolean> work) throws SQLException {
        try {
            return run(connection, sql, work);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && (state.startsWith("40") || state.startsWith("23"))) {
                return false;
            }
            throw e;
        }
    }

    /** A statement that is a transaction of its own, also where the pool of connections begins one unasked. */
    private <T> T run(Connection connection, String sql, Work<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(queryTimeout);
            T result = work.with(statement);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return result;
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw e;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (!ready) {
            new PaceTable(table).makeIfMissing(connection);
            ready = true;
        }
    }
}
