// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Cell;
import java.nio.file.Path;

/** Who is compared, in the order of the tables. The limit is the first: everything is a ratio to it. */
public enum Contender {
    RAW("raw (limit)", (cell, port, file) -> new RawClient(cell, port, file, 1)),
    RAW_DEEP("raw-deep (limit)", (cell, port, file) -> new RawClient(cell, port, file, cell.inFlight())),
    CONNECTOR("smtp-connector", ConnectorClient::open),
    VERTX("Vert.x mail", VertxClient::new),
    SIMPLE_JAVA_MAIL("Simple Java Mail + batch", SimpleJavaMailClient::new),
    CAMEL_MAIL("camel-mail", CamelMailClient::open);

    private final String title;
    private final Opener opener;

    private interface Opener {
        BenchmarkClient open(Cell cell, int port, Path attachment) throws Exception;
    }

    Contender(String title, Opener opener) {
        this.title = title;
        this.opener = opener;
    }

    public String title() {
        return title;
    }

    BenchmarkClient open(Cell cell, int port, Path attachment) throws Exception {
        return opener.open(cell, port, attachment);
    }
}
