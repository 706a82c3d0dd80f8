// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** The mails of a demonstration: what an application would write into the database. */
final class Mails {

    private final String url;

    Mails(String url) {
        this.url = url;
    }

    /** Makes the tables where there are none. */
    void makeTables() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                InputStream schema = Mails.class.getResourceAsStream("/schema.sql")) {
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)--.*$", "");
            for (String table : text.split(";")) {
                if (!table.isBlank()) {
                    statement.execute(table);
                }
            }
        }
    }

    /** Writes mails to as many recipients; gives their ids, which are their keys as well. */
    List<String> write(String name, int mails) throws SQLException {
        List<String> ids =
                IntStream.range(0, mails).mapToObj(i -> name + "-" + i).toList();
        batch("INSERT INTO mail (id, recipient, subject, content) VALUES (?, ?, ?, ?)", ids, (insert, id) -> {
            insert.setString(1, id);
            insert.setString(2, id + "@example.com");
            insert.setString(3, "Our autumn");
            insert.setString(4, "Hello " + id + ",\n\nthere is news.\n");
        });
        return ids;
    }

    /** Puts mails into the outbox; an application does so in the transaction that writes its own tables. */
    void toOutbox(List<String> ids) throws SQLException {
        batch("INSERT INTO outbox (id) VALUES (?)", ids, (insert, id) -> insert.setString(1, id));
    }

    private interface Filling {
        void fill(PreparedStatement insert, String id) throws SQLException;
    }

    private void batch(String sql, List<String> ids, Filling filling) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (String id : ids) {
                filling.fill(insert, id);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
