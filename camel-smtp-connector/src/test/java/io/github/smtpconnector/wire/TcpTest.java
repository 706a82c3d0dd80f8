// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.dialogue.Watchdog;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with several addresses, of which some say nothing at all. */
class TcpTest {

    private static final Duration LIMIT = MailerFixture.TIMEOUTS.connect();
    private static final Duration STEP = Duration.ofMillis(50);

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final ManualClock clock = new ManualClock();
    private final Watchdog watchdog = new Watchdog(clock);
    private final List<Closeable> silent = new ArrayList<>();
    private final List<InetAddress> addresses = new ArrayList<>();
    private Supplier<InetAddress[]> found = () -> addresses.toArray(new InetAddress[0]);

    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        watchdog.shutdown();
        server.close();
        for (Closeable each : silent) {
            each.close();
        }
    }

    private ServerIdentity identity() {
        TlsPolicy tls = new TlsPolicy(TlsPolicy.Mode.STARTTLS_OFFERED, Trust.CHAIN_AND_NAME, null);
        return new ServerIdentity(
                "many.example", server.port(), tls, null, null, false, "client.example", null, true, List.of());
    }

    private SmtpConnector connector() {
        return new SmtpConnector(identity(), watchdog, host -> found.get());
    }

    private void serving() throws IOException {
        addresses.add(InetAddress.getByName("127.0.0.1"));
    }

    private void refusing() throws IOException {
        addresses.add(InetAddress.getByName("127.0.0.77"));
    }

    /** Linux drops a SYN while the queue of the accepted is full. */
    private void silent(int last) throws IOException {
        InetAddress address = InetAddress.getByName("127.0.0." + last);
        ServerSocket listener = new ServerSocket(server.port(), 1, address);
        silent.add(listener);
        for (int i = 0; i < 2; i++) {
            silent.add(new Socket(address, server.port()));
        }
        addresses.add(address);
    }

    /** What an opening took of the clock, which moves only while a connection is waited for. */
    private Duration timeOf(Runnable opening) throws InterruptedException {
        long start = clock.getAsLong();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread opener = new Thread(() -> {
            try {
                opening.run();
                ended.complete(null);
            } catch (Throwable e) {
                ended.completeExceptionally(e);
            }
        });
        opener.start();
        while (opener.isAlive()) {
            opener.join(1);
            if ((watchdog.openLines() > 0 && isConnecting(opener)) || (hanging.getCount() == 0 && opener.isAlive())) {
                clock.advance(STEP);
                watchdog.sweep();
            }
        }
        ended.join();
        return Duration.ofNanos(clock.getAsLong() - start);
    }

    private static boolean isConnecting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.SocketChannelImpl")
                        && frame.getMethodName().equals("connect"));
    }

    private Duration open(SmtpConnector connector) throws InterruptedException {
        return timeOf(() -> connector.open(MailerFixture.TIMEOUTS).quit());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anAddressThatSaysNothingLeavesTimeToTheOthersAndIsAskedLastAfterwards(int dead) throws Exception {
        for (int i = 0; i < dead; i++) {
            silent(10 + i);
        }
        serving();
        SmtpConnector connector = connector();
        assertThat(open(connector)).isBetween(LIMIT.dividedBy(2), LIMIT.minusSeconds(1));
        assertThat(server.connections()).isOne();
        // An address that says nothing would take half of the limit.
        assertThat(open(connector)).as("what answered is asked first").isLessThan(LIMIT.dividedBy(10));
    }

    @Test
    void anAddressThatRefusesCostsNothing() throws Exception {
        refusing();
        serving();
        assertThat(open(connector())).isLessThan(LIMIT.dividedBy(4));
    }

    @Test
    void whereNoneAnswersTheTimeIsThatOfOne() throws Exception {
        silent(10);
        silent(11);
        silent(12);
        SmtpConnector connector = connector();
        AtomicReference<SmtpConnectorException> failure = new AtomicReference<>();
        Duration time = timeOf(() -> failure.set(
                catchThrowableOfType(SmtpConnectorException.class, () -> connector.open(MailerFixture.TIMEOUTS))));
        assertThat(failure.get().getCategory()).isEqualTo(Category.CONNECT_TIMEOUT);
        assertThat(failure.get()).hasMessageContaining("at any of 3 addresses");
        assertThat(time).isBetween(LIMIT, LIMIT.plus(STEP.multipliedBy(4)));
        assertThat(watchdog.openLines()).isZero();
    }

    private InetAddress[] hang() {
        hanging.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The wait for it is over.
        }
        return new InetAddress[0];
    }

    @Test
    void aLookUpThatHangsHasTheSameLimit() throws Exception {
        found = this::hang;
        SmtpConnector connector = connector();
        AtomicReference<SmtpConnectorException> failure = new AtomicReference<>();
        Duration time = timeOf(() -> failure.set(
                catchThrowableOfType(SmtpConnectorException.class, () -> connector.open(MailerFixture.TIMEOUTS))));
        assertThat(failure.get().getCategory()).isEqualTo(Category.DNS);
        assertThat(failure.get().getPhase()).isEqualTo(Phase.RESOLVE);
        assertThat(failure.get()).hasMessageContaining("was not resolved within 10000 ms");
        assertThat(time).isGreaterThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLookUpThatHangsEndsWithUs(boolean interrupted) throws Exception {
        found = this::hang;
        SmtpConnector connector = connector();
        CompletableFuture<SmtpConnectorException> failing = new CompletableFuture<>();
        Thread opener = new Thread(() -> failing.complete(
                catchThrowableOfType(SmtpConnectorException.class, () -> connector.open(MailerFixture.TIMEOUTS))));
        opener.start();
        hanging.await();
        if (interrupted) {
            opener.interrupt();
        } else {
            watchdog.shutdown();
        }
        assertThat(failing.get(10, TimeUnit.SECONDS).getCategory()).isEqualTo(Category.SHUTDOWN);
        assertThat(failing.join().getPhase()).isEqualTo(Phase.RESOLVE);
    }

    /** An opening that ends in an Error leaves nothing open and nothing watched. */
    @Test
    void leavesNothingOpenWhateverEndsIt() throws Exception {
        serving();
        for (int reads = 1; reads <= 12; reads++) {
            AtomicInteger left = new AtomicInteger(reads);
            Watchdog watching = new Watchdog(() -> {
                if (left.decrementAndGet() == 0) {
                    throw new StackOverflowError();
                }
                return clock.getAsLong();
            });
            Throwable thrown = catchThrowable(
                    () -> new SmtpConnector(identity(), watching, host -> found.get()).open(MailerFixture.TIMEOUTS));
            assertThat(thrown).as("at look %d at the clock", reads).isNotNull();
            assertThat(watching.openLines())
                    .as("at look %d at the clock", reads)
                    .isZero();
        }
    }
}
