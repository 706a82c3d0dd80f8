// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mail goes on while the thread of the route does something else. */
class AsynchronousRouteTest extends AsynchronousRouteFixture {

    private void awaitContents(int count) {
        Waiting.until(() -> commands("BDAT") >= count, LONG, () -> "commands: " + server.commands());
    }

    private void awaitConnections(int count) {
        Waiting.until(() -> server.connections() >= count, LONG, () -> "connections: " + server.connections());
    }

    @Test
    void oneConsumerFillsAllConnections() throws Exception {
        serveLater();
        run(routes -> routes.from("seda:in?pollTimeout=10&size=100")
                .to(smtp("&maxInFlight=1"))
                .to("mock:sent"));
        mock("sent").expectedMessageCount(20);
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, 20).forEach(i -> template.sendBody("seda:in", "number " + i));
        awaitConnections(5);
        assertThat(server.taken()).isZero();
        server.release();
        mock("sent").assertIsSatisfied(LONG.toMillis());
        assertThat(server.mails())
                .extracting(mail -> mail.parsed().text().strip())
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 5"})
    void keepsTheOrderOfOneConsumerWhereTheEndpointIsToldTo(boolean synchronous, int connections) throws Exception {
        if (!synchronous) {
            serveLater();
        }
        run(routes ->
                routes.from("seda:in?pollTimeout=10&size=100").to(smtp("&maxInFlight=1&synchronous=" + synchronous)));
        ProducerTemplate template = context.createProducerTemplate();
        List<String> bodies =
                IntStream.range(0, 30).mapToObj(i -> "number " + i).toList();
        bodies.forEach(body -> template.sendBody("seda:in", body));
        awaitConnections(connections);
        server.release();
        awaitMails(30);
        assertThat(server.connections()).isEqualTo(connections);
        if (synchronous) {
            assertThat(server.mails())
                    .extracting(mail -> mail.parsed().text().strip())
                    .containsExactlyElementsOf(bodies);
        }
    }

    @Test
    void aSplitKeepsItsOrderUnlessItIsParallel() throws Exception {
        run(routes -> routes.from("direct:in").split(routes.body()).to(smtp("")));
        List<String> bodies =
                IntStream.range(0, 20).mapToObj(i -> "number " + i).toList();
        assertThat(send(bodies, Map.of()).getException()).isNull();
        assertThat(server.mails())
                .extracting(mail -> mail.parsed().text().strip())
                .containsExactlyElementsOf(bodies);
        assertThat(server.connections()).isOne();
    }

    /** However many there are to send: so many are begun as can be under way, and one that waits for them. */
    @Test
    void theRouteWaitsWhereTheServerIsSlower() throws Exception {
        serveLater();
        AtomicInteger begun = new AtomicInteger();
        run(routes -> routes.from("seda:in?pollTimeout=10&size=1000")
                .process(exchange -> begun.incrementAndGet())
                .to(smtp("&maxConnections=2&maxInFlight=1&maxWait=60000")));
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, 200).forEach(i -> template.sendBody("seda:in", "number " + i));
        awaitConnections(2);
        Waiting.until(() -> isIn("seda://in", "PooledMailer"), LONG, () -> "begun: " + begun);
        assertThat(begun.get()).isLessThanOrEqualTo(3);
        server.release();
        awaitMails(200);
        assertThat(begun).hasValue(200);
    }

    /** A mail that waits for its turn lets the route wait: those behind it would be too late for theirs. */
    @Test
    void noMailIsTooLateForItsTurnBecauseOneConsumerReadsAhead() throws Exception {
        run(routes -> routes.from("seda:in?pollTimeout=10&size=100")
                .to(smtp("&maxMessagesPerSecond=10&maxWait=1500"))
                .to("mock:sent"));
        mock("sent").expectedMessageCount(30);
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, 30).forEach(i -> template.sendBody("seda:in", "number " + i));
        mock("sent").assertIsSatisfied(LONG.toMillis());
    }

    @ParameterizedTest
    @CsvSource({"451 4.3.0 later, 2", "554 5.6.0 never, 1"})
    void handlesFailuresAsTheRouteSays(String reply, int attempts) throws Exception {
        server.on(1, "CONTENT", 1, Fault.reply(reply));
        run(routes -> {
            routes.onException(SmtpConnectorException.class)
                    .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SmtpConnectorException.class)
                            .getFailure()
                            .retryable())
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0);
            routes.from("direct:in")
                    .doTry()
                    .to("direct:mail")
                    .doCatch(SmtpConnectorException.class)
                    .to("mock:caught")
                    .end();
            routes.from("direct:mail").to(smtp("")).to("mock:sent");
        });
        mock("sent").expectedMessageCount(attempts - 1);
        mock("caught").expectedMessageCount(2 - attempts);
        assertThat(send("t", Map.of()).getException()).isNull();
        mock("sent").assertIsSatisfied();
        mock("caught").assertIsSatisfied();
        assertThat(server.taken()).isEqualTo(attempts - 1);
    }

    @Test
    void deadLettersAMailInDoubtOnceAndNeverSendsItAgain() throws Exception {
        server.on(1, "CONTENT", 1, Fault.closeUnsaid());
        run(routes -> {
            routes.errorHandler(
                    routes.deadLetterChannel("mock:dead").maximumRedeliveries(5).redeliveryDelay(0));
            routes.from("seda:in?pollTimeout=10").to(smtp(""));
        });
        mock("dead").expectedMessageCount(1);
        context.createProducerTemplate().sendBody("seda:in", "t");
        mock("dead").assertIsSatisfied(LONG.toMillis());
        assertThat(server.mails()).hasSizeLessThanOrEqualTo(1);
    }

    /** What comes behind one mail takes its time; the others do not wait for it. */
    @Test
    void noMailWaitsForWhatComesBehindAnother() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        run(routes -> routes.from("seda:in?pollTimeout=10&size=100")
                .to(smtp(""))
                .filter(routes.body().isEqualTo("slow"))
                .process(exchange -> over.await()));
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < 3; i++) {
            template.sendBody("seda:in", "slow");
        }
        IntStream.range(0, 30).forEach(i -> template.sendBody("seda:in", "number " + i));
        awaitMails(33);
        over.countDown();
    }

    @Test
    void waitsForMailsUnderWayWhenItStops() throws Exception {
        serveLater();
        AtomicInteger behind = new AtomicInteger();
        run(routes -> routes.from("seda:in?pollTimeout=10&size=100")
                .to(smtp("&maxInFlight=1"))
                .process(exchange -> behind.incrementAndGet()));
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, 5).forEach(i -> template.sendBody("seda:in", "number " + i));
        awaitContents(5);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> context.stop());
        Waiting.until(() -> context.isStopping(), LONG, () -> "not stopping");
        assertThat(stopped).isNotDone();
        server.release();
        stopped.get();
        assertThat(server.mails()).hasSize(5);
        assertThat(behind).hasValue(5);
        Waiting.until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("SmtpSending")),
                LONG,
                () -> "a thread is left");
    }

    /** Both are under way at the same time, and nothing tells them apart but where they come from. */
    @Test
    void aWireTapOfTheSameMailIsAnotherMail() throws Exception {
        serveLater();
        run(routes -> routes.from("direct:in")
                .wireTap(smtp("&maxInFlight=1"))
                .process(exchange -> awaitContents(1))
                .to(smtp("&maxInFlight=1")));
        CompletableFuture<Exchange> sent = InBackground.supply(() -> send("t", Map.of()));
        awaitContents(2);
        server.release();
        assertThat(sent.get().getException()).isNull();
        awaitMails(2);
        assertThat(messageIds()).doesNotHaveDuplicates();
    }

    /** Camel waits no longer: what the server has not answered is in doubt, what it was not given is not sent. */
    @Test
    void tellsTheTruthOfEachMailUnderWayWhenItIsStoppedByForce() throws Exception {
        server.on("CONTENT", Fault.silence());
        AtomicInteger begun = new AtomicInteger();
        Map<Category, AtomicInteger> ended = new ConcurrentHashMap<>();
        run(routes -> {
            routes.errorHandler(routes.noErrorHandler());
            routes.from("seda:in?pollTimeout=10&size=100")
                    .process(exchange -> {
                        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                ended.computeIfAbsent(category(done), any -> new AtomicInteger())
                                        .incrementAndGet();
                            }
                        });
                        begun.incrementAndGet();
                    })
                    .to(smtp("&maxInFlight=1&maxWait=60000"));
        });
        context.getShutdownStrategy().setTimeout(1);
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, 6).forEach(i -> template.sendBody("seda:in", "number " + i));
        Waiting.until(() -> commands("BDAT") == 5 && begun.get() == 6, LONG, () -> "commands: " + server.commands());
        context.stop();
        Waiting.until(() -> count(ended) == 6, LONG, () -> "ended: " + ended);
        // One waits for a connection until those that carry mail are closed, and may still get its own.
        Map<Category, AtomicInteger> others = new HashMap<>(ended);
        assertThat(others.remove(Category.UNCERTAIN)).hasValue((int) commands("BDAT"));
        assertThat(others.keySet()).isSubsetOf(Category.SHUTDOWN);
    }

    private static Category category(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        return failure instanceof SmtpConnectorException ours ? ours.getCategory() : Category.PROTOCOL;
    }

    private static int count(Map<Category, AtomicInteger> ended) {
        return ended.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Test
    void tellsOfAMailThatCannotBeReadInTheThreadOfTheRoute() throws Exception {
        run(routes -> routes.from("direct:in").to(smtp("")));
        Exchange exchange = send("t", Map.of("CamelSmtpConnectorTo", "nobody at all"));
        SmtpConnectorException failure = exchange.getException(SmtpConnectorException.class);
        assertThat(failure.getCategory()).isNotEqualTo(Category.UNCERTAIN);
        assertThat(server.connections()).isZero();
    }
}
