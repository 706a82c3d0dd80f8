// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** Sends one mail to a server in this process, and shows what arrived there. */
public final class Quickstart {

    private Quickstart() {}

    /** Takes the folder with the files to send and the folder for the files to write. */
    public static void main(String[] args) throws Exception {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        run(new FilesToSend(Path.of(args[0])), Path.of(args[1]), console);
    }

    static Exchange run(FilesToSend files, Path output, PrintStream console) throws Exception {
        Main camel = new Main();
        try (LocalMailServer server = LocalMailServer.start("app", "secret")) {
            camel.configure().addRoutesBuilder(new OrdersRoute(server.port(), files));
            camel.start();
            Exchange sent = camel.getCamelTemplate().request(OrdersRoute.START, exchange -> {});
            if (sent.getException() != null) {
                throw sent.getException();
            }
            ArrivedMail mail = server.arrivedMail();
            new Report(console).show(mail, files, sent.getMessage().getHeaders());
            console.println("\nWritten");
            console.println("  " + mail.writeTo(output.resolve("mail.eml")));
            console.println("  " + InboxPage.write(mail, output.resolve("inbox.html")) + " (open it in a browser)");
            return sent;
        } finally {
            camel.stop();
        }
    }
}
