// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.test.MailServer;
import io.github.smtpconnector.testkit.DelayingProxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What the ledger costs a route that sends one mail after the other over a line with a delay: its rate without a ledger and
 * with one in a PostgreSQL of the distribution, in turns. A program, not a test: it measures. Arguments: mails a round,
 * milliseconds of a round trip, rounds.
 */
public final class LedgerOnALineMain {

    private static final String OPTIONS = "?useTls=false&from=news@example.com&to=ann@example.com&subject=News";

    /** After so many mails the JVM has compiled what matters. */
    private static final int WARM_UP = 300;

    private LedgerOnALineMain() {}

    public static void main(String[] arguments) throws Exception {
        int mails = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        int roundTrip = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        try (PostgresServer database = PostgresServer.start();
                MailServer server = MailServer.inClear().start();
                DelayingProxy line = new DelayingProxy(server.port(), Duration.ofMillis(roundTrip));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("ledger", new JdbcSendLedger(database.dataSource()));
            camel.start();
            String without = "smtp-connector:127.0.0.1:" + line.port() + OPTIONS;
            String with = without + "&ledger=#bean:ledger";
            ProducerTemplate sender = camel.createProducerTemplate();
            rate(sender, without, null, WARM_UP);
            rate(sender, with, "first", WARM_UP);
            for (int round = 1; round <= rounds; round++) {
                double plain = rate(sender, without, null, mails);
                double remembered = rate(sender, with, "round" + round, mails);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.1f mails/s without a ledger, %.1f with it: it costs %.1f %% of the rate%n",
                        round,
                        plain,
                        remembered,
                        100 * (1 - remembered / plain));
            }
        }
    }

    /**
     * Mails a second, by the mail in the middle: one that had to wait for another process of this machine does not count.
     *
     * @param keys what the mails' keys begin with, or null where there is no ledger
     */
    private static double rate(ProducerTemplate sender, String uri, String keys, int mails) {
        long[] times = new long[mails];
        for (int i = 0; i < mails; i++) {
            long start = System.nanoTime();
            String key = keys == null ? null : keys + "-" + i;
            Exchange sent = sender.send(uri, exchange -> {
                exchange.getMessage().setBody("There is news.");
                exchange.getMessage().setHeader(SmtpHeaders.IDEMPOTENCY_KEY, key);
            });
            if (sent.getException() != null) {
                throw new IllegalStateException("a mail was not sent; nothing was measured", sent.getException());
            }
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return 1e9 / times[mails / 2];
    }
}
