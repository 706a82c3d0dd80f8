// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Sends as fast as the pace allows, with many threads, from a line on its input until that ends; run in a JVM of its own, to
 * be killed. Sends to another port before, at a pace of its own, so that what is measured is not the start of a JVM. Arguments:
 * port, port to warm up with, database, options of the endpoint, number of threads.
 */
public final class PaceWorkerMain {

    /** Said when it is warm, before the first mail that counts. */
    public static final String READY = "READY";

    private static final int WARM = 30;

    private static volatile boolean over;

    private PaceWorkerMain() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("pace", new JdbcPaceKeeper(new OneConnection(arguments[2])));
            camel.addComponent("smtp-connector", new SmtpComponent());
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            String warm = uri(arguments[1], arguments[3]);
            Thread[] warming = new Thread[Integer.parseInt(arguments[4])];
            for (int i = 0; i < warming.length; i++) {
                warming[i] =
                        new Thread(() -> IntStream.range(0, WARM).forEach(mail -> template.sendBody(warm, "text")));
                warming[i].start();
            }
            for (Thread thread : warming) {
                thread.join();
            }
            System.out.println(READY);
            System.out.flush();
            if (System.in.read() < 0) {
                return;
            }
            String uri = uri(arguments[0], arguments[3]);
            Thread[] senders = new Thread[Integer.parseInt(arguments[4])];
            for (int i = 0; i < senders.length; i++) {
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

    /** One that is kept, as by a pool, and made anew once it has broken. */
    private static final class OneConnection extends SingleConnectionDataSource {

        OneConnection(String url) {
            super(url, true);
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                resetConnection();
                return super.getConnection();
            }
        }
    }

    private static String uri(String port, String options) {
        return "smtp-connector:127.0.0.1:" + port
                + "?useTls=false&from=a@test.example&to=b@test.example&subject=s&pace=#pace&" + options;
    }

    private static void send(ProducerTemplate template, String uri) {
        while (!over) {
            try {
                template.sendBody(uri, "text");
            } catch (CamelExecutionException e) {
                if (!(e.getCause() instanceof RetryableSmtpException)) {
                    throw e;
                }
            }
        }
    }
}
