// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import io.github.smtpconnector.test.MailServer;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Orders something twice, and shows what the server has got then. */
@Component
@Profile("demo")
class Demonstration implements CommandLineRunner {

    private final ProducerTemplate camel;
    private final MailServer server;

    Demonstration(ProducerTemplate camel, MailServer server) {
        this.camel = camel;
        this.server = server;
    }

    @Override
    public void run(String... arguments) throws Exception {
        for (int number = 1; number <= 2; number++) {
            Map<String, Object> order = Map.of("customer", "Ann Example <ann@example.com>", "number", number);
            Exchange sent = camel.request(
                    "direct:orders", exchange -> exchange.getMessage().setBody(order));
            if (sent.getException() != null) {
                throw sent.getException();
            }
            System.out.println("\nResult headers");
            sent.getMessage().getHeaders().forEach((name, value) -> System.out.println("  " + name + ": " + value));
        }
        System.out.println("\nThe first mail as the server has it\n");
        System.out.println(server.mails(2).get(0).sourceText());
    }
}
