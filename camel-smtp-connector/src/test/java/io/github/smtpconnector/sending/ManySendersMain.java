// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.SmtpEndpoint;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Sends many mails at once over one connection, each with a key of its own; run in a JVM of its own, to be killed. Says
 * when all but one wait for their turn. Arguments: port, database, number of mails.
 */
final class ManySendersMain {

    private ManySendersMain() {}

    static String key(int number) {
        return "mail-" + number;
    }

    public static void main(String[] arguments) throws Exception {
        int mails = Integer.parseInt(arguments[2]);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("keys", IdempotentFixture.jdbc(arguments[1]));
            camel.start();
            String uri = IdempotentFixture.uri(
                    Integer.parseInt(arguments[0]), "&maxConnections=1&maxInFlight=1&maxWait=600000");
            ProducerTemplate template = camel.createProducerTemplate();
            for (int i = 0; i < mails; i++) {
                String key = key(i);
                new Thread(() -> template.sendBodyAndHeader(uri, "t", SmtpHeaders.IDEMPOTENCY_KEY, key)).start();
            }
            SmtpEndpoint endpoint = camel.getEndpoint(uri, SmtpEndpoint.class);
            Waiting.until(
                    () -> endpoint.getWaitingSenders() == mails - 1 && endpoint.getMailsInFlight() == 1,
                    Duration.ofSeconds(60),
                    () -> "waiting: " + endpoint.getWaitingSenders());
            System.out.println(IdempotentSendMain.REACHED);
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
