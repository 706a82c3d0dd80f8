// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table that a ledger is kept in.
 *
 * @param name with its schema, if it has one
 * @param created whether it is made where there is none
 */
record LedgerTable(String name, boolean created) {

    private static final String USUAL = "smtp_ledger";

    /** The table without a schema before its name. */
    static LedgerTable usual() {
        return new LedgerTable(USUAL, true);
    }

    LedgerTable {
        // It becomes part of statements.
        if (!name.matches("([A-Za-z_][A-Za-z0-9_]{0,40}\\.)?[A-Za-z_][A-Za-z0-9_]{0,40}")) {
            throw new IllegalArgumentException(
                    "table: '" + name
                            + "' is refused; give a name of letters, digits and underscores, with a schema and a dot before it or not");
        }
    }

    /** The statements that make it, as the resource for this database has them. */
    List<String> schema(String resource) {
        try (InputStream octets = LedgerTable.class.getResourceAsStream(resource)) {
            if (octets == null) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            String text = new String(octets.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)--.*$", "")
                    .replace(USUAL, name);
            return Stream.of(text.split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
