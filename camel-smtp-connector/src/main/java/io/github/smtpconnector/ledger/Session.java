// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept while there is work, and replaced when it is broken. Each work is done twice rather than
 * never: all that a ledger writes can be written again, for each claim has an owner of its own. Used by one thread.
 */
final class Session implements AutoCloseable {

    /** A work that is done as a whole or not at all. */
    @FunctionalInterface
    interface Transaction<T> {
        T run() throws SQLException;
    }

    /** As many others may claim the same mails, and a pool may hold as many connections that are gone. */
    private static final int ATTEMPTS = 20;

    private final DataSource database;
    private final LedgerTable table;
    private @Nullable Connection connection;
    private @Nullable LedgerSql sql;
    private boolean committedByItself;

    Session(DataSource database, LedgerTable table) {
        this.database = database;
        this.table = table;
    }

    /** The statements for this database; within a transaction only. */
    LedgerSql sql() {
        LedgerSql current = sql;
        if (current == null) {
            throw new IllegalStateException("no transaction");
        }
        return current;
    }

    <T> T inTransaction(Transaction<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                LedgerSql current = open();
                T result = work.run();
                current.connection().commit();
                return result;
            } catch (SQLException e) {
                if (!mend(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                discard();
                throw e;
            }
        }
    }

    private LedgerSql open() throws SQLException {
        LedgerSql current = sql;
        if (current != null) {
            return current;
        }
        Connection opened = database.getConnection();
        connection = opened;
        committedByItself = opened.getAutoCommit();
        if (committedByItself) {
            opened.setAutoCommit(false);
        }
        LedgerSql made = LedgerSql.of(opened, table);
        made.prepare();
        opened.commit();
        sql = made;
        return made;
    }

    /** Whether the same may work now. */
    private boolean mend(SQLException failure) throws SQLException {
        LedgerSql current = sql;
        if (current == null || isBroken(failure)) {
            // Nothing was opened, or it is gone; one that was idle for long may have been gone before.
            boolean had = connection != null;
            discard();
            return had;
        }
        try {
            current.connection().rollback();
        } catch (SQLException e) {
            discard();
            return true;
        }
        try {
            return current.mend(failure);
        } catch (SQLException e) {
            discard();
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Class 08 is the connection's; PostgreSQL says 57P01 to 57P03 while it goes down and comes up; the others are H2's. */
    private static boolean isBroken(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08")
                || state.startsWith("57P")
                || Set.of("90067", "90098", "90121").contains(state);
    }

    private void discard() {
        Connection gone = connection;
        LedgerSql used = sql;
        connection = null;
        sql = null;
        if (gone == null) {
            return;
        }
        try (gone) {
            gone.rollback();
            if (used != null) {
                used.release();
                gone.commit();
            }
            if (committedByItself) {
                gone.setAutoCommit(true);
            }
        } catch (SQLException | RuntimeException e) {
            // It is being given up.
        }
    }

    @Override
    public void close() {
        discard();
    }
}
