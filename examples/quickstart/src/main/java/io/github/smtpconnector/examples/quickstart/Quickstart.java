// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.test.MailServer;
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
        try (MailServer server =
                MailServer.withImplicitTls().login("app", "secret").start()) {
            console.println("A mail server of its own waits on localhost:" + server.port() + ", with TLS and a login");
            camel.configure().addRoutesBuilder(new OrdersRoute(server.port(), files));
            camel.start();
            console.println("Camel runs a route that ends in smtp-connector:localhost:" + server.port());
            console.println("Sending one mail: all inputs for recipients, text, html, an image and two files");
            Exchange sent = camel.getCamelTemplate().request(OrdersRoute.START, exchange -> {});
            if (sent.getException() != null) {
                throw sent.getException();
            }
            console.println("Answered: " + sent.getMessage().getHeader(SmtpHeaders.RESPONSE) + "\n\nWhat arrived");
            ArrivedMail mail = ArrivedMail.read(server.mail().get());
            new Report(console).show(mail, files, sent.getMessage().getHeaders());
            NextSteps.show(
                    console,
                    mail.writeTo(output.resolve("mail.eml")),
                    InboxPage.write(mail, output.resolve("inbox.html")));
            return sent;
        } finally {
            camel.stop();
        }
    }
}
