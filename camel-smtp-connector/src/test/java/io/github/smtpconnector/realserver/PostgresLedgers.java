// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.ledger.LedgerMail;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The ledgers of one PostgreSQL, their days, and what time it is for them. */
record PostgresLedgers(PostgresServer server) {

    /** Skips the calling test where PostgreSQL cannot run. */
    static PostgresLedgers start() throws IOException {
        PostgresServer.assumeAvailable();
        return new PostgresLedgers(PostgresServer.start());
    }

    static LedgerMail mail(int number) {
        String digest = String.format(Locale.ROOT, "%08x", number).repeat(8);
        return new LedgerMail(digest, '<' + digest + "@example.com>", List.of("ann@example.com"));
    }

    /** The key of its row. */
    static String id(LedgerMail mail) {
        return mail.digest().substring(0, 32);
    }

    /** The table that holds the mails begun on a day, as many days ago. */
    static String day(int daysAgo) {
        return "smtp_ledger_"
                + LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** Moves mails to a day that the purge drops. */
    void makeOld(LedgerMail... mails) {
        LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(30);
        try {
            server.execute("CREATE TABLE IF NOT EXISTS " + day(30)
                    + " PARTITION OF smtp_ledger (PRIMARY KEY (id)) FOR VALUES FROM ('" + old
                    + " 00:00:00+00') TO ('" + old.plusDays(1) + " 00:00:00+00')");
            for (LedgerMail mail : mails) {
                server.execute(
                        "UPDATE smtp_ledger SET begun = '" + old + " 12:00:00+00' WHERE id = '" + id(mail) + "'");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Only the database's clock counts, so the test sets it: a function of that name is found before PostgreSQL's own. */
    JdbcSendLedger at(String schema, String time) throws SQLException {
        server.execute(
                "CREATE SCHEMA IF NOT EXISTS " + schema,
                "CREATE OR REPLACE FUNCTION " + schema + ".now() RETURNS timestamptz LANGUAGE sql STABLE AS"
                        + " $$ SELECT timestamptz '" + time + "' $$");
        var source = server.dataSource();
        source.setOptions("-c search_path=" + schema + ",pg_catalog,public");
        JdbcSendLedger ledger = new JdbcSendLedger(source);
        // New days belong where the table is, and not to the clock.
        ledger.setTable("public.smtp_ledger");
        return ledger;
    }

    long number(String query) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
