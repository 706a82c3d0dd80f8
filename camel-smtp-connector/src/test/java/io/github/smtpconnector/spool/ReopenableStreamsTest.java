// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.SpooledContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReopenableStreamsTest {

    private static final int LARGE = 300_000;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange exchange() {
        return new DefaultExchange(context);
    }

    private static Content read(Exchange exchange, InputStream stream) throws IOException {
        return ReopenableStreams.reopenable(exchange, stream, () -> stream);
    }

    private static int count(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes().length;
        }
    }

    /** Camel says so when an exchange has come to its end. */
    private static void complete(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    @Test
    void givesEveryExchangeTheSameOctets() throws IOException {
        InputStream stream = new ByteArrayInputStream(new byte[LARGE]);
        Content first = read(exchange(), stream);
        Content second = read(exchange(), stream);
        assertThat(count(first)).isEqualTo(LARGE);
        assertThat(count(second)).isEqualTo(LARGE);
        assertThat(count(first)).isEqualTo(LARGE);
        assertThat(second.size()).isEqualTo(LARGE);
    }

    @Test
    void readsAStreamOnceHoweverManyWantItAtOnce() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        InputStream stream = new ByteArrayInputStream(new byte[LARGE]);
        List<Future<Integer>> counts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            counts.add(threads.submit(() -> count(ReopenableStreams.reopenable(exchange(), stream, () -> {
                reads.incrementAndGet();
                return stream;
            }))));
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get()).isEqualTo(LARGE);
        }
        threads.shutdown();
        assertThat(reads).hasValue(1);
    }

    /** A copy that waits in a queue, say, which nobody knows of until it comes. */
    @Test
    void keepsAFileForACopyThatComesLater() throws IOException {
        InputStream stream = new ByteArrayInputStream(new byte[LARGE]);
        Exchange first = exchange();
        Exchange second = exchange();
        Content content = read(first, stream);
        read(second, stream);
        complete(first);
        complete(second);
        assertThat(count(content)).isEqualTo(LARGE);
        assertThat(count(read(exchange(), stream))).isEqualTo(LARGE);
    }

    @Test
    void keepsNotMoreFilesOfCompleteExchangesThanSome() throws IOException {
        InputStream oldest = new ByteArrayInputStream(new byte[LARGE]);
        InputStream used = new ByteArrayInputStream(new byte[LARGE]);
        Exchange first = exchange();
        read(first, oldest);
        complete(first);
        Exchange going = exchange();
        read(going, used);
        List<InputStream> later = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            InputStream stream = new ByteArrayInputStream(new byte[LARGE]);
            Exchange exchange = exchange();
            later.add(stream);
            read(exchange, stream);
            complete(exchange);
        }
        Content late = read(exchange(), oldest);
        assertThatThrownBy(() -> count(late)).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThat(count(read(exchange(), used))).isEqualTo(LARGE);
        assertThat(count(read(exchange(), later.get(69)))).isEqualTo(LARGE);
    }

    @Test
    void keepsFilesOfCompleteExchangesOnlyUpToTheirOctets() throws IOException {
        LeftSpools left = new LeftSpools(10, 2 * LARGE);
        List<Spool> spools = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Spool spool = new Spool();
            spool.read(() -> new ByteArrayInputStream(new byte[LARGE]), SpooledContent.Store.DEFAULT);
            spools.add(spool);
            left.add(spool);
        }
        assertThatThrownBy(() -> spools.get(0)
                        .read(InputStream::nullInputStream, SpooledContent.Store.DEFAULT)
                        .open())
                .hasMessageContaining("closed");
        left.remove(spools.get(1));
        left.add(spools.get(2));
        left.add(spools.get(1));
        for (Spool kept : spools.subList(1, 3)) {
            assertThat(count(kept.read(InputStream::nullInputStream, SpooledContent.Store.DEFAULT)))
                    .isEqualTo(LARGE);
        }
    }

    @Test
    void keepsAFileForTheFellowsOfACopy() throws IOException {
        InputStream stream = new ByteArrayInputStream(new byte[LARGE]);
        Exchange first = ExchangeHelper.createCorrelatedCopy(exchange(), false);
        read(first, stream);
        complete(first);
        assertThat(count(read(exchange(), stream))).isEqualTo(LARGE);
    }

    @Test
    void keepsWhatIsSmallForWhoeverComesLater() throws IOException {
        InputStream stream = new ByteArrayInputStream(new byte[] {1, 2});
        Exchange first = exchange();
        read(first, stream);
        complete(first);
        assertThat(count(read(exchange(), stream))).isEqualTo(2);
    }

    /** What breaks it, and what the first reader is told. */
    static Stream<Arguments> breaks() {
        return Stream.of(
                arguments(new IOException("cut"), "cut"),
                arguments(
                        new IllegalStateException("words of another program"),
                        "the stream failed: java.lang.IllegalStateException"),
                arguments(new StackOverflowError("deep"), "deep"));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void neverTakesTheRestOfABrokenStreamForTheWhole(Throwable cause, String told) {
        InputStream breaking = new FilterInputStream(new ByteArrayInputStream(new byte[LARGE])) {
            private int left = 2;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw ReopenableStreamsTest.<IOException>unchecked(cause);
                }
                return super.read(into, offset, Math.min(length, 1000));
            }
        };
        assertThatThrownBy(() -> read(exchange(), breaking)).hasMessage(told);
        assertThatThrownBy(() -> read(exchange(), breaking))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the stream broke when it was read before: ")
                .hasMessageNotContaining("words");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable any) throws T {
        throw (T) any;
    }
}
