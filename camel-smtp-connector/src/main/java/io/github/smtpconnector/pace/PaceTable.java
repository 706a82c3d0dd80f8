// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The table of a keeper in a database. */
record PaceTable(String name) {

    private static final String RESOURCE = "schema.sql";
    private static final String NAME_THERE = "smtp_pace";

    /** Looks first: an application may be allowed to use the table and not to make one. */
    void makeIfMissing(Connection connection) throws SQLException {
        SQLException missing = trial(connection);
        if (missing == null) {
            return;
        }
        try {
            run(connection, definition());
        } catch (SQLException e) {
            // Another process may have made it at this moment.
            if (trial(connection) != null) {
                e.addSuppressed(missing);
                throw new SQLException(
                        "table " + name
                                + " is missing and could not be made; make it as in io/github/smtpconnector/pace/"
                                + RESOURCE,
                        e.getSQLState(),
                        e);
            }
        }
    }

    private @Nullable SQLException trial(Connection connection) throws SQLException {
        try {
            run(connection, "SELECT 1 FROM " + name + " WHERE 1 = 0");
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw e;
        }
    }

    private String definition() {
        try (InputStream text = PaceTable.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace(NAME_THERE, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
