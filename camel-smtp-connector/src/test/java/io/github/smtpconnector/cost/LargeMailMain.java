// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import io.github.smtpconnector.SmtpHeaders;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** Sends one mail with a file, and reads the body where it is the mail; run in a JVM of its own, with little memory. */
final class LargeMailMain {

    private LargeMailMain() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange sent = camel.createProducerTemplate()
                    .send("smtp-connector:127.0.0.1:" + arguments[0] + "?useTls=false&" + arguments[2], exchange -> {
                        Map<String, Object> headers = exchange.getMessage().getHeaders();
                        headers.put(SmtpHeaders.FROM, "from@test.example");
                        headers.put(SmtpHeaders.TO, "to@test.example");
                        headers.put(SmtpHeaders.ATTACHMENTS, Map.of("large.bin", new File(arguments[1])));
                    });
            if (sent.getException() != null) {
                throw sent.getException();
            }
            if (sent.getMessage().getBody() instanceof InputStream mail) {
                System.out.println(mail.transferTo(OutputStream.nullOutputStream()));
            }
            System.out.println(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE));
        }
    }
}
