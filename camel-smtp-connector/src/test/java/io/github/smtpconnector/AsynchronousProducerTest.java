// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpReply;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel sees of a producer that does not wait; {@code AsynchronousRouteTest} has the routes. */
class AsynchronousProducerTest extends EmailReaderFixture {

    private static final String APART = "&synchronous=false";

    /** The end of an exchange: in which thread, and whether Camel was told that it was the caller's. */
    private record End(Thread thread, boolean doneSync) {}

    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CountDownLatch release = new CountDownLatch(1);

    private Exchange exchange(String text) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(text);
        return exchange;
    }

    private AsyncProducer producer(String more) throws Exception {
        AsyncProducer producer = context.getEndpoint(
                        "smtp-connector:mail.example.com?" + FROM + "&to=a@example.com" + more)
                .createAsyncProducer();
        producer.start();
        return producer;
    }

    private boolean isDoneSync(AsyncProducer producer, Exchange exchange) {
        return producer.process(exchange, doneSync -> end.complete(new End(Thread.currentThread(), doneSync)));
    }

    private End end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    private static SendResult result(Exchange exchange) {
        return exchange.getProperty(SmtpHeaders.RESULT_PROPERTY, SendResult.class);
    }

    @Test
    void sendsInAnotherThreadAndTellsItsEndThere() throws Exception {
        Exchange exchange = exchange("t");
        assertThat(isDoneSync(producer(APART), exchange)).isFalse();
        assertThat(end().thread().getName()).contains("SmtpSending");
        assertThat(end().doneSync()).isFalse();
        assertThat(exchange.getException()).isNull();
        assertThat(result(exchange).state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(mailers.sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&synchronous=true", APART + "&dryRun=true"})
    void isDoneWhenItReturnsWhereTheRouteWaits(String options) throws Exception {
        Exchange exchange = exchange("t");
        assertThat(isDoneSync(producer(options), exchange)).isTrue();
        assertThat(end).isCompletedWithValue(new End(Thread.currentThread(), true));
        assertThat(exchange.getException()).isNull();
        assertThat(result(exchange)).isNotNull();
    }

    @Test
    void isDoneWhenItReturnsWithinATransaction() throws Exception {
        Exchange exchange = exchange("t");
        exchange.getExchangeExtension().setTransacted(true);
        assertThat(isDoneSync(producer(APART), exchange)).isTrue();
        assertThat(end).isCompletedWithValue(new End(Thread.currentThread(), true));
        assertThat(result(exchange).state()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void refusesBadInputInTheThreadOfTheRoute(String options) throws Exception {
        Exchange exchange = exchange("t");
        exchange.getMessage().setHeader(SmtpHeaders.TO, "no address");
        assertThat(isDoneSync(producer(options), exchange)).isTrue();
        assertThat(end).isCompletedWithValue(new End(Thread.currentThread(), true));
        assertThat(exchange.getException()).isInstanceOf(PermanentSmtpException.class);
        assertThat(mailers.sent).isEmpty();
    }

    @Test
    void tellsAFailureBeforeItsEnd() throws Exception {
        mailers.failNext(1, Failure.retryable(Category.TRANSIENT, "busy").withReply(SmtpReply.of(451, "4.3.0 later")));
        Exchange exchange = exchange("t");
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        boolean doneSync = producer(APART).process(exchange, sync -> told.complete(exchange.getException()));
        assertThat(doneSync).isFalse();
        assertThat(told.get(20, TimeUnit.SECONDS)).isInstanceOf(RetryableSmtpException.class);
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).hasToString("NOT_SENT");
    }

    /** An exchange whose mail is at the server, until {@link #release}. */
    private Exchange underWay(AsyncProducer producer) {
        CountDownLatch begun = new CountDownLatch(1);
        mailers.server = () -> {
            begun.countDown();
            await(release);
        };
        Exchange exchange = exchange("t");
        assertThat(isDoneSync(producer, exchange)).isFalse();
        await(begun);
        return exchange;
    }

    @Test
    void isInDoubtWhileItIsUnderWay() throws Exception {
        Exchange exchange = underWay(producer(APART));
        assertThat(result(exchange).state()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(end).isNotDone();
        release.countDown();
        end();
        assertThat(result(exchange).state()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void failsWhereItIsSentAgainWhileItIsUnderWay() throws Exception {
        AsyncProducer producer = producer(APART);
        Exchange exchange = underWay(producer);
        assertThatThrownBy(() -> producer.process(exchange)).isInstanceOf(UncertainDeliveryException.class);
        release.countDown();
        end();
        assertThat(mailers.sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void isInDoubtWhereAnErrorEndsIt(String options) throws Exception {
        mailers.server = () -> {
            throw new StackOverflowError("of another's code");
        };
        Exchange exchange = exchange("t");
        AsyncProducer producer = producer(options);
        isDoneSync(producer, exchange);
        end();
        assertThat(exchange.getException()).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(result(exchange).state()).isEqualTo(DeliveryState.UNKNOWN);
        mailers.server = () -> {};
        assertThatThrownBy(() -> producer.process(exchange)).isInstanceOf(UncertainDeliveryException.class);
    }

    private static void await(CountDownLatch signal) {
        try {
            assertThat(signal.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void throwsWhereItIsCalledWithoutACallback() throws Exception {
        mailers.failNext(1, Failure.permanent(Category.CONTENT, "no").withReply(SmtpReply.of(554, "5.6.0 no")));
        AsyncProducer producer = producer(APART);
        assertThatThrownBy(() -> producer.process(exchange("t"))).isInstanceOf(PermanentSmtpException.class);
        producer.process(exchange("t"));
        assertThat(mailers.sent).hasSize(2);
    }
}
