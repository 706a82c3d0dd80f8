// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement for all mails of a group, over arrays. The table is one for each day, so that a day is forgotten at
 * once.
 *
 * <p>A key is unique within its day. For a mail that comes again on another day, the other days are looked at in the same
 * statement. What that cannot see is a claim that another process has begun just before midnight and not committed. So
 * around midnight a claim is written to both days: a claim that comes before, with or after it meets it in one of them.
 */
final class PostgresSql extends LedgerSql {

    private static final String SCHEMA = "postgresql.sql";
    private static final String NO_PARTITION = "23514";
    private static final String NO_TABLE = "42P01";

    /** Longer than any claim can last, and than the clocks of a database and its replacement differ. */
    private static final String AROUND = "interval '2 minutes'";

    private static final String MIDNIGHT_BEFORE = "date_trunc('day', now(), 'UTC')";
    private static final String MIDNIGHT_NEXT = "date_trunc('day', now() + " + AROUND + ", 'UTC')";
    private static final String IS_LATE = MIDNIGHT_NEXT + " > now()";
    private static final String IS_EARLY = "now() - " + AROUND + " < " + MIDNIGHT_BEFORE;

    private final PostgresDays days;

    PostgresSql(Connection connection, LedgerTable table) {
        super(connection, table);
        this.days = new PostgresDays(this);
    }

    @Override
    String clock() {
        return "now()";
    }

    /**
     * A plan made while the table is small would read all of it when it is large. And where the database is told not to
     * wait for its disk, a claim that it forgets would send a mail twice.
     */
    @Override
    void prepare() throws SQLException {
        execute("SELECT set_config('enable_seqscan', 'off', false), set_config('synchronous_commit',"
                + " CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'"
                + " ELSE current_setting('synchronous_commit') END, false)");
    }

    @Override
    void release() throws SQLException {
        execute("RESET enable_seqscan");
        execute("RESET synchronous_commit");
    }

    /** Class 23: a part of a claim met another process. Class 40: two waited for each other. */
    @Override
    boolean mend(SQLException failure) throws SQLException {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(NO_TABLE)) {
            return create(SCHEMA);
        }
        if (state.equals(NO_PARTITION)) {
            return days.make();
        }
        return state.startsWith("23") || state.startsWith("40");
    }

    @Override
    Set<UUID> insert(List<Claim> claims) throws SQLException {
        List<Claim> sorted =
                claims.stream().sorted(Comparator.comparing(Claim::id)).toList();
        String insert = "INSERT INTO " + table() + " (begun, until, id, state, owner, message_id)"
                + " SELECT d.at, now() + c.lease * interval '1 millisecond', c.id::uuid, 'C', c.owner, c.message_id"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) WITH ORDINALITY"
                + " AS c (id, owner, message_id, lease, place)"
                + " CROSS JOIN (SELECT now() AS at"
                + " UNION ALL SELECT " + MIDNIGHT_NEXT + " WHERE " + IS_LATE
                + " UNION ALL SELECT " + MIDNIGHT_BEFORE + " - interval '1 microsecond' WHERE " + IS_EARLY + ") AS d"
                + " WHERE NOT EXISTS (SELECT 1 FROM " + table() + " AS l WHERE l.id = c.id::uuid)"
                + " ORDER BY c.place, d.at ON CONFLICT DO NOTHING"
                + " RETURNING id, CASE WHEN " + IS_LATE + " OR " + IS_EARLY + " THEN 2 ELSE 1 END";
        Map<UUID, Integer> written = new HashMap<>();
        int expected = 1;
        try (PreparedStatement statement = connection().prepareStatement(insert)) {
            statement.setArray(1, texts(sorted, claim -> claim.id().toString()));
            statement.setArray(2, texts(sorted, Claim::owner));
            statement.setArray(3, texts(sorted, claim -> claim.mail().messageId()));
            Long[] leases =
                    sorted.stream().map(claim -> claim.lease().toMillis()).toArray(Long[]::new);
            statement.setArray(4, connection().createArrayOf("bigint", leases));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    written.merge(found.getObject(1, UUID.class), 1, Integer::sum);
                    expected = found.getInt(2);
                }
            }
        }
        for (int rows : written.values()) {
            if (rows != expected) {
                throw new SQLException("another process claims a mail at midnight", "40001");
            }
        }
        return new HashSet<>(written.keySet());
    }

    /**
     * A mail that is sent again goes into the day of today: an old day may be dropped at any moment. One that was begun
     * around midnight has two rows, of which one goes.
     */
    @Override
    void take(List<Claim> claims, Map<UUID, LedgerRow> rows) throws SQLException {
        List<UUID> old = claims.stream()
                .map(claim -> rows.get(claim.id()))
                .filter(row -> row != null && day(row.begun()).isBefore(day(row.now())))
                .map(LedgerRow::id)
                .toList();
        if (!old.isEmpty()) {
            each(
                    "DELETE FROM " + table() + " AS l WHERE id = ? AND EXISTS (SELECT 1 FROM " + table()
                            + " AS o WHERE o.id = l.id AND o.begun > l.begun)",
                    old);
            each("UPDATE " + table() + " SET begun = now() WHERE id = ?", old);
        }
        super.take(claims, rows);
    }

    private static LocalDate day(Instant time) {
        return offset(time).toLocalDate();
    }

    private void each(String statement, List<UUID> ids) throws SQLException {
        try (PreparedStatement prepared = connection().prepareStatement(statement)) {
            for (UUID id : ids) {
                prepared.setObject(1, id);
                prepared.addBatch();
            }
            prepared.executeBatch();
        }
    }

    /** As an array of strings, which the driver sends as it is; it would write and escape one of objects. */
    private <T> Array texts(List<T> from, Function<T, @Nullable String> value) throws SQLException {
        @Nullable String[] texts = new String[from.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = value.apply(from.get(i));
        }
        return connection().createArrayOf("text", texts);
    }

    @Override
    PreparedStatement select(Collection<UUID> ids, String columns, String end) throws SQLException {
        PreparedStatement select = connection()
                .prepareStatement(
                        "SELECT " + columns + " FROM " + table() + " WHERE id = ANY(?::text[]::uuid[])" + end);
        select.setArray(1, texts(List.copyOf(ids), UUID::toString));
        return select;
    }

    @Override
    void settle(List<Settling> settlings) throws SQLException {
        String update = "UPDATE " + table() + " AS l SET state = s.state, until = NULL, owner = s.next,"
                + " message_id = s.message_id, reply = s.reply, marks = decode(s.marks, 'hex')"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
                + " AS s (id, owner, state, next, message_id, reply, marks)"
                + " WHERE l.id = s.id::uuid AND (l.owner = s.owner OR s.state = 'A' AND l.state <> 'A')";
        List<Settling> sorted =
                settlings.stream().sorted(Comparator.comparing(Settling::id)).toList();
        try (PreparedStatement statement = connection().prepareStatement(update)) {
            statement.setArray(1, texts(sorted, settling -> settling.id().toString()));
            statement.setArray(2, texts(sorted, Settling::owner));
            statement.setArray(3, texts(sorted, Settling::state));
            statement.setArray(4, texts(sorted, Settling::ownerAfter));
            statement.setArray(5, texts(sorted, Settling::messageId));
            statement.setArray(6, texts(sorted, Settling::reply));
            statement.setArray(7, texts(sorted, settling -> hex(settling.marks())));
            statement.executeUpdate();
        }
    }

    private static @Nullable String hex(@Nullable Marks marks) {
        byte[] octets = Marks.written(marks);
        return octets == null ? null : HexFormat.of().formatHex(octets);
    }

    @Override
    void purge(Instant before) throws SQLException {
        days.drop(before);
    }
}
