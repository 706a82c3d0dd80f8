// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.cost;

import io.github.smtpconnector.SmtpHeaders;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes whose source does not end, through an asynchronous endpoint; run in a JVM of its own, with little memory. */
final class EndlessRouteMain {

    private static final String QUEUE = "seda:mails?size=100&blockWhenFull=true";

    private final AtomicInteger given = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
    private final CountDownLatch left;
    private final String text;

    private EndlessRouteMain(int mails, int octets) {
        this.left = new CountDownLatch(mails);
        this.text = "x".repeat(75).concat("\r\n").repeat(octets / 77 + 1);
    }

    public static void main(String[] arguments) throws Exception {
        EndlessRouteMain main = new EndlessRouteMain(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        main.run(arguments[0], arguments[1].equals("split"));
    }

    private void run(String port, boolean split) throws Exception {
        String smtp = "smtp-connector:127.0.0.1:" + port
                + "?useTls=false&from=from@test.example&synchronous=false&finalReplyTimeout=60000";
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(QUEUE)
                        .onCompletion()
                        .process(exchange -> ended(exchange))
                        .end()
                        .to(smtp);
                from("direct:many")
                        .split(body())
                        .streaming()
                        .process(exchange -> address(exchange))
                        .to(smtp)
                        .process(exchange -> ended(exchange));
            }
        });
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        Thread source = new Thread(() -> {
            if (split) {
                template.sendBody("direct:many", mails());
            } else {
                mails().forEachRemaining(mail -> template.send(QUEUE, exchange -> {
                    exchange.getMessage().setBody(mail);
                    address(exchange);
                }));
            }
        });
        source.start();
        left.await();
        enough.set(true);
        source.join();
        // With as many mails in the queue and under way as go there.
        camel.stop();
        System.out.println("given " + given);
        ends.forEach((state, count) -> System.out.println(state + " " + count));
    }

    private void address(Exchange exchange) {
        exchange.getMessage().setHeader(SmtpHeaders.TO, "n" + given.incrementAndGet() + "@test.example");
    }

    private Iterator<String> mails() {
        return IntStream.iterate(0, i -> i + 1)
                .takeWhile(i -> !enough.get())
                // A text of its own for each, as a source reads it.
                .mapToObj(i -> i + text)
                .iterator();
    }

    private void ended(Exchange exchange) {
        String state = String.valueOf(exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE));
        ends.computeIfAbsent(state, any -> new AtomicInteger()).incrementAndGet();
        left.countDown();
    }
}
