// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import io.github.smtpconnector.SmtpHeaders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prints a mail that arrived, and what the route was told of it. */
final class Report {

    private static final List<String> RESULTS = List.of(
            SmtpHeaders.DELIVERY_STATE,
            SmtpHeaders.MESSAGE_ID,
            SmtpHeaders.RESPONSE,
            SmtpHeaders.ENVELOPE_FROM,
            SmtpHeaders.ACCEPTED,
            SmtpHeaders.REJECTED,
            SmtpHeaders.MESSAGE_SIZE,
            SmtpHeaders.HOST,
            SmtpHeaders.PORT,
            SmtpHeaders.TLS_PROTOCOL,
            SmtpHeaders.CONNECT_TIME,
            SmtpHeaders.ENVELOPE_TIME,
            SmtpHeaders.MESSAGE_TIME,
            SmtpHeaders.CONNECTION_REUSED);

    private final PrintStream console;

    Report(PrintStream console) {
        this.console = console;
    }

    void show(ArrivedMail mail, FilesToSend sent, Map<String, Object> result) throws IOException {
        title("Envelope");
        line("from", mail.sender());
        mail.recipients().forEach(recipient -> line("to", recipient));
        title("Headers");
        mail.headers().forEach(this::line);
        title("Parts");
        for (ArrivedPart part : mail.parts()) {
            console.println("  " + "   ".repeat(part.depth()) + part.type()
                    + (part.fileName().isEmpty() ? "" : "  " + part.fileName())
                    + (part.contentId().isEmpty() ? "" : "  cid:" + part.contentId()));
        }
        title("Files, SHA-256 sent and received");
        Map<String, Path> files = sent.byName();
        for (ArrivedPart file : mail.files()) {
            String original = ArrivedPart.sha256(files.get(file.fileName()));
            console.println("  " + file.fileName() + ", " + file.bytes().length + " bytes"
                    + (original.equals(file.sha256()) ? ", equal" : ", DIFFERENT"));
            console.println("    " + original + "\n    " + file.sha256());
        }
        title("Result headers");
        RESULTS.forEach(name -> line(name, String.valueOf(result.get(name))));
    }

    private void title(String title) {
        console.println("\n" + title);
    }

    private void line(String name, String value) {
        console.println("  " + name + ": " + value);
    }
}
