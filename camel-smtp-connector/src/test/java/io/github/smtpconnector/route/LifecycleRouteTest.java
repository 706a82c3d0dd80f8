// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes and contexts that come and go, and servers that do. */
class LifecycleRouteTest extends RouteFixture {

    private void straight() throws Exception {
        run(routes -> routes.from("direct:in").routeId("mail").to(smtp("")));
    }

    private void checkSends(int so) {
        assertThat(send("t", Map.of()).getException()).isNull();
        assertThat(server.taken()).isEqualTo(so);
    }

    @Test
    void sendsAgainAfterARouteWasStoppedOrSuspended() throws Exception {
        straight();
        checkSends(1);
        context.getRouteController().stopRoute("mail");
        context.getRouteController().startRoute("mail");
        checkSends(2);
        context.getRouteController().suspendRoute("mail");
        context.getRouteController().resumeRoute("mail");
        checkSends(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sendsAgainAfterTheContextWasSuspendedOrStopped() throws Exception {
        straight();
        checkSends(1);
        context.suspend();
        context.resume();
        checkSends(2);
        for (int i = 3; i < 6; i++) {
            context.stop();
            server.session(i - 2).awaitEnd();
            context.start();
            checkSends(i);
        }
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void sendsAgainAfterTheComponentWasStoppedUnderItsEndpoints() throws Exception {
        straight();
        checkSends(1);
        Component component = context.getComponent("smtp-connector");
        for (int i = 2; i < 4; i++) {
            component.stop();
            assertThat(send("t", Map.of())
                            .getException(RetryableSmtpException.class)
                            .getCategory())
                    .isEqualTo(Category.SHUTDOWN);
            component.start();
            checkSends(i);
        }
    }

    @Test
    void tellsWhoComesAfterTheEndThatLaterMayWork() throws Exception {
        straight();
        Endpoint endpoint = context.getEndpoint(smtp(""));
        Producer producer = endpoint.createProducer();
        producer.start();
        endpoint.stop();
        Exchange late = new DefaultExchange(context);
        late.getMessage().setBody("t");
        Throwable thrown = catchThrowable(() -> producer.process(late));
        assertThat(thrown).isInstanceOfSatisfying(RetryableSmtpException.class, e -> assertThat(e.getCategory())
                .isEqualTo(Category.SHUTDOWN));
        assertThat(late.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("NOT_SENT");
    }

    /** The server takes its time over each mail until Camel has begun to stop. */
    @Test
    void losesAndDoublesNothingThatIsUnderWayWhenItStops() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        server.on("CONTENT", session -> {
            session.reached();
            try {
                stopping.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
        straight();
        ProducerTemplate template = context.createProducerTemplate();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sent.add(template.asyncSend(
                    "direct:in", exchange -> exchange.getMessage().setBody("t")));
        }
        server.awaitReached();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
        Waiting.until(() -> context.getStatus().isStopping(), Duration.ofSeconds(10), () -> context.getStatus() + "");
        stopping.countDown();
        stop.join();
        List<Object> reported = new ArrayList<>();
        for (CompletableFuture<Exchange> one : sent) {
            Exchange exchange = one.join();
            Object state = exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE);
            if ("ACCEPTED".equals(state)) {
                reported.add(exchange.getMessage().getHeader(SmtpHeaders.MESSAGE_ID));
            } else {
                assertThat(state).isIn("NOT_SENT", null);
            }
        }
        assertThat(reported).isNotEmpty();
        assertThat(messageIds())
                .containsExactlyInAnyOrderElementsOf(
                        reported.stream().map(String::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void startsWhileTheServerIsDownAndWorksWhenItIsUp(boolean lazily) throws Exception {
        int port;
        try (SmtpTestServer gone = new SmtpTestServer()) {
            port = gone.port();
        }
        String uri = "smtp-connector:127.0.0.1:" + port + "?useTls=false&from=ann@example.com&to=" + TO
                + "&lazyStartProducer=" + lazily;
        context.addRoutes(routes(routes -> {
            routes.onException(RetryableSmtpException.class).handled(true).to("mock:down");
            routes.from("direct:in").to(uri);
        }));
        context.start();
        assertThat(send("t", Map.of()).getMessage().getHeader(SmtpHeaders.DELIVERY_STATE))
                .isEqualTo("NOT_SENT");
        assertThat(mock("down").getReceivedCounter()).isEqualTo(1);
        try (SmtpTestServer up = new SmtpTestServer(port).start()) {
            assertThat(send("t", Map.of()).getMessage().getHeader(SmtpHeaders.DELIVERY_STATE))
                    .isEqualTo("ACCEPTED");
            assertThat(up.taken()).isEqualTo(1);
        }
    }
}
