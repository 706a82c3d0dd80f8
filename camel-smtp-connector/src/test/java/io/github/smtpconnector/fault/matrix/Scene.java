// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault.matrix;

import io.github.smtpconnector.fault.matrix.Cell.Connection;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import javax.net.ssl.SSLContext;

/** A server that behaves until the cell's step is reached. */
final class Scene {

    private static final SSLContext TLS = TestCertificates.shared().localhost();

    private final Cell cell;
    private final SmtpTestServer server;

    private Scene(Cell cell, SmtpTestServer server) {
        this.cell = cell;
        this.server = server;
    }

    static SmtpTestServer of(Cell cell) {
        SmtpTestServer server = new SmtpTestServer().buffered().login("me", "secret", "PLAIN");
        if (!cell.pipelining()) {
            server.without("PIPELINING");
        }
        if (!cell.chunking()) {
            server.without("CHUNKING");
        }
        if (cell.step().isSecuring()) {
            server.startTls(TLS);
        }
        new Scene(cell, server).prepare();
        return server.start();
    }

    /** How many mails went, or tried to go, over the connection before. */
    private int before() {
        return cell.connection().mails;
    }

    /** The connection that meets the fault: an opening one is the one after that which carried the mails. */
    private int connection() {
        return cell.step().isOpening() && cell.connection() != Connection.NEW ? 2 : 1;
    }

    private int nth() {
        return switch (cell.step()) {
            case EHLO_AGAIN -> 2;
            case MAIL, RCPT, DATA, BDAT, BODY, FINAL_REPLY -> before() + 1;
            default -> 1;
        };
    }

    private void prepare() {
        if (cell.step() == Step.RSET) {
            on("RCPT", before(), Fault.reply(Step.RCPT.never));
        }
        if (cell.wrong() == Wrong.EARLY) {
            early();
        } else if (cell.step() != Step.CONNECT) {
            on(cell.step().name, nth(), cell.wrong().at(cell.step()));
        }
    }

    /** The right reply comes together with the one before it, when its command has not been read. */
    private void early() {
        String reply = cell.step().right + "\r\n";
        switch (cell.step()) {
            case EHLO -> on("GREETING", 1, Fault.alsoSaying(reply));
            case STARTTLS, AUTH -> on("EHLO", 1, Fault.alsoSaying(reply));
            case HANDSHAKE -> on("STARTTLS", 1, Fault.alsoSaying(reply));
            case EHLO_AGAIN -> on("SECURED", 1, Fault.raw(reply));
            case MAIL -> {
                boolean first = cell.connection() == Connection.NEW;
                on(first ? "AUTH" : "CONTENT", first ? 1 : before(), Fault.alsoSaying(reply));
            }
            case RCPT -> on("MAIL", nth(), Fault.alsoSaying(reply));
            case DATA, BDAT -> on("RCPT", nth(), Fault.alsoSaying(reply));
            case BODY -> on("BODY", nth(), Fault.saying(reply));
            case FINAL_REPLY -> on(cell.chunking() ? "RCPT" : "DATA", nth(), Fault.alsoSaying(reply));
            case RSET -> on("RCPT", before(), Fault.raw(Step.RCPT.never + "\r\n" + reply));
            case QUIT -> on("CONTENT", before() + 1, Fault.alsoSaying(reply));
            default -> {}
        }
        switch (cell.step()) {
            case CONNECT, GREETING, HANDSHAKE -> {}
            case BODY -> on(cell.chunking() ? "BDAT" : "CONTENT", nth(), Fault.wordless());
            default -> on(cell.step().name, nth(), Fault.wordless());
        }
    }

    private void on(String step, int nth, Fault fault) {
        server.on(connection(), step, nth, fault);
    }
}
