// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Sends as fast as the pace allows, with many threads, until its input ends; run in a JVM of its own, to be killed. Arguments:
 * port, database, options of the endpoint, number of threads.
 */
public final class PaceWorkerMain {

    /** Said before the first mail. */
    public static final String READY = "READY";

    private static volatile boolean over;

    private PaceWorkerMain() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            SingleConnectionDataSource database = new SingleConnectionDataSource(arguments[1], true);
            camel.getRegistry().bind("pace", new JdbcPaceKeeper(database));
            camel.addComponent("smtp-connector", new SmtpComponent());
            camel.start();
            String uri = "smtp-connector:127.0.0.1:" + arguments[0]
                    + "?useTls=false&from=a@test.example&to=b@test.example&subject=s&pace=#pace&" + arguments[2];
            ProducerTemplate template = camel.createProducerTemplate();
            int threads = Integer.parseInt(arguments[3]);
            System.out.println(READY);
            System.out.flush();
            Thread[] senders = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                senders[i] = new Thread(() -> send(template, uri));
                senders[i].start();
            }
            while (System.in.read() >= 0) {
                // Only its end says something.
            }
            over = true;
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }

    private static void send(ProducerTemplate template, String uri) {
        while (!over) {
            try {
                template.sendBodyAndHeaders(uri, "text", Map.of());
            } catch (CamelExecutionException e) {
                if (!(e.getCause() instanceof RetryableSmtpException)) {
                    throw e;
                }
            }
        }
    }
}
