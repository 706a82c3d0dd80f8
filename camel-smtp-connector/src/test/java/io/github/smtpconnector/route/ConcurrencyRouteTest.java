// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.smtpconnector.SmtpHeaders;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** Many threads and few connections. */
class ConcurrencyRouteTest extends RouteFixture {

    @Test
    void sendsFromManyThreadsThroughOneTemplate() throws Exception {
        sendFrom(Executors.newFixedThreadPool(32), 400);
    }

    /** Runs on a JDK from 21 on; a virtual thread that pinned its carrier would leave none for the others. */
    @Test
    void sendsFromAThousandVirtualThreads() throws Exception {
        Method maker = null;
        try {
            maker = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "This JDK has no virtual threads: it takes 21 or later");
        }
        sendFrom((ExecutorService) maker.invoke(null), 1_000);
    }

    private void sendFrom(ExecutorService threads, int mails) throws Exception {
        run(routes -> routes.from("direct:in").to(smtp("")));
        ProducerTemplate template = context.createProducerTemplate();
        List<Future<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            String text = "mail " + i;
            sent.add(threads.submit(() ->
                    template.send("direct:in", exchange -> exchange.getMessage().setBody(text))));
        }
        List<String> ids = new ArrayList<>();
        for (Future<Exchange> one : sent) {
            assertThat(one.get().getException()).isNull();
            ids.add(one.get().getMessage().getHeader(SmtpHeaders.MESSAGE_ID, String.class));
        }
        threads.shutdown();
        assertThat(new HashSet<>(ids)).hasSize(mails);
        assertThat(messageIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(server.mails().stream().map(mail -> mail.parsed().text()).distinct())
                .hasSize(mails);
        assertThat(server.connections()).isBetween(1, mails / 100 + 5);
    }
}
