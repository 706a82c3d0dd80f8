// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.javadsl;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** Mails a file to the addresses given, and says what came of it. */
public final class SendInvoice {

    private SendInvoice() {}

    /** Takes the file and, after it, the addresses. */
    public static void main(String[] args) throws Exception {
        List<String> recipients = List.of(args).subList(1, args.length);
        System.out.println(
                send(new Main(), Path.of(args[0]), recipients).getMessage().getBody(String.class));
    }

    static Exchange send(Main camel, Path invoice, List<String> recipients) throws Exception {
        camel.configure().addRoutesBuilder(new InvoiceRoute());
        camel.start();
        try {
            return camel.getCamelTemplate().request(InvoiceRoute.START, exchange -> {
                exchange.getMessage().setBody(invoice);
                exchange.getMessage().setHeader(InvoiceRoute.RECIPIENTS, recipients);
            });
        } finally {
            camel.stop();
        }
    }
}
