// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.Waiting;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Camel ends the exchange of a caller that is interrupted, and the mail goes on in another thread. */
class InterruptedCallerRouteTest extends AsynchronousRouteFixture {

    private int inFlight() {
        return context.getInflightRepository().size();
    }

    /** Camel ends the exchange of an interrupted caller, and the mail goes on: so it must not be sent again. */
    @Test
    void refusesToSendAgainWhatIsUnderWayYet() throws Exception {
        serveLater();
        run(routes -> routes.from("direct:in").to(smtp("")));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("once");
        interruptedWhileItSends(exchange);
        assertThat(exchange.getException()).isNotNull();
        assertThat(server.taken()).isZero();

        Exchange again = sendAgain(exchange);
        UncertainDeliveryException refused = again.getException(UncertainDeliveryException.class);
        assertThat(commands("BDAT")).isOne();
        assertThat(refused.getDeliveryState()).isEqualTo(DeliveryState.UNKNOWN);

        server.release();
        awaitMails(1);
        context.stop();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void sendsAgainWhatIsKnownNotToBeSentAfterItsCallerWasInterrupted() throws Exception {
        server.on(1, "CONTENT", 1, Fault.whenReleased(session -> {
            session.write("451 4.3.0 later\r\n");
            return false;
        }));
        run(routes -> routes.from("direct:in").to(smtp("")));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("once");
        interruptedWhileItSends(exchange);
        server.release();
        Waiting.until(() -> inFlight() == 0, LONG, () -> "in flight: " + inFlight());
        Waiting.until(() -> isSentAgain(exchange), LONG, () -> "refused again and again");
        assertThat(server.mails()).hasSize(1);
    }

    private boolean isSentAgain(Exchange exchange) {
        return sendAgain(exchange).getException() == null;
    }

    private Exchange sendAgain(Exchange exchange) {
        Exchange again = exchange.copy();
        again.setException(null);
        // As Camel marks it for its interrupt, so that nothing more is done with it.
        again.setRouteStop(false);
        again.getExchangeExtension().setInterrupted(false);
        return context.createProducerTemplate().send("direct:in", again);
    }

    private void interruptedWhileItSends(Exchange exchange) throws InterruptedException {
        Thread caller = new Thread(() -> context.createProducerTemplate().send("direct:in", exchange));
        caller.start();
        server.awaitSilence();
        caller.interrupt();
        caller.join();
    }

    /** The interrupt of a thread that reads or writes closes the line, also under the mail of others. */
    @Test
    void theInterruptOfOneCallerHarmsNoOther() throws Exception {
        run(routes -> routes.from("direct:in").to(smtp("&maxConnections=1")).to("mock:sent"));
        send("first", Map.of());
        send("second", Map.of());
        mock("sent").reset();
        mock("sent").expectedMessageCount(1);
        server.on(1, "CONTENT", 3, Fault.whenReleased(session -> true));
        Exchange interrupted = new DefaultExchange(context);
        interrupted.getMessage().setBody("third");
        Thread caller = new Thread(() -> context.createProducerTemplate().send("direct:in", interrupted));
        caller.start();
        server.awaitSilence();
        CompletableFuture<Exchange> other = CompletableFuture.supplyAsync(() -> send("fourth", Map.of()));
        Waiting.until(() -> inFlight() == 2, LONG, () -> "in flight: " + inFlight());
        caller.interrupt();
        caller.join();
        server.release();
        assertThat(other.get().getException()).isNull();
        awaitMails(4);
        assertThat(server.connections()).isOne();
    }
}
