// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.WatchedRepository;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Sends one mail with a key; run in a JVM of its own, to be killed. Stops for ever at the moment it is told, after saying
 * so. Arguments: port, database, moment.
 */
final class IdempotentSendMain {

    static final String REACHED = "reached";
    static final String SENT = "sent";

    private IdempotentSendMain() {}

    public static void main(String[] arguments) throws Exception {
        IdempotentRepository repository = new WatchedRepository(IdempotentFixture.jdbc(arguments[1]), moment -> {
            if (moment.equals(arguments[2])) {
                say(REACHED);
                waitForEver();
            }
        });
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("keys", repository);
            camel.start();
            Exchange sent = camel.createProducerTemplate()
                    .send(IdempotentFixture.uri(Integer.parseInt(arguments[0]), ""), exchange -> {
                        exchange.getMessage().setBody("t");
                        exchange.getMessage().setHeaders(Map.of(SmtpHeaders.IDEMPOTENCY_KEY, IdempotentFixture.KEY));
                    });
            boolean now = sent.getException() == null && sent.getMessage().getHeader(SmtpHeaders.ALREADY_SENT) == null;
            say(now ? SENT : "not sent");
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
