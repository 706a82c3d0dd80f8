// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final Interruption ENDS_NOT = line -> false;
    private static final int KILOBYTE = 1024;

    private SocketChannel channel;
    private SocketChannel peer;
    private Readiness reading;
    private Readiness writing;
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch looked = new CountDownLatch(1);

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel = SocketChannel.open(server.getLocalAddress());
            peer = server.accept();
        }
        channel.configureBlocking(false);
        reading = new Readiness(channel, SelectionKey.OP_READ);
        writing = new Readiness(channel, SelectionKey.OP_WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        peer.close();
        reading.close();
        writing.close();
    }

    /** Done when an octet is there. */
    private boolean isRead() throws IOException {
        looks.incrementAndGet();
        boolean read = channel.read(ByteBuffer.allocate(1)) > 0;
        looked.countDown();
        return read;
    }

    private void send() throws IOException {
        peer.write(ByteBuffer.wrap(new byte[1]));
    }

    /** What the wait of a thread came to: null for its end, and whether an interrupt of the thread is kept. */
    private record End(IOException failure, boolean isInterrupted) {}

    private CompletableFuture<End> awaiting(Interruption interruption, CompletableFuture<Thread> thread) {
        return InBackground.supply(() -> {
            thread.complete(Thread.currentThread());
            try {
                reading.await(this::isRead, interruption);
                return new End(null, Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                return new End(e, Thread.currentThread().isInterrupted());
            }
        });
    }

    private static End end(CompletableFuture<End> waiting) throws Exception {
        return waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void waitsForNothingWhereTheStepIsDoneAtOnce() throws Exception {
        reading.await(() -> true, Interruption.ENDS_THE_LINE);
        assertThat(channel.isRegistered()).isFalse();
    }

    @Test
    void waitsForOctetsAndLooksAgainOnlyThen() throws Exception {
        CompletableFuture<End> waiting = awaiting(Interruption.ENDS_THE_LINE, new CompletableFuture<>());
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        send();
        assertThat(end(waiting)).isEqualTo(new End(null, false));
        assertThat(looks).hasValue(2);
    }

    @Test
    void waitsAgainAsOftenAsItIsAsked() throws Exception {
        for (int i = 0; i < 3; i++) {
            send();
            AtomicInteger number = new AtomicInteger();
            reading.await(() -> number.incrementAndGet() > 1 && isRead(), Interruption.ENDS_THE_LINE);
        }
        assertThat(looks).hasValue(3);
    }

    @Test
    void waitsUntilTheOtherSideHasRead() throws Exception {
        ByteBuffer full = ByteBuffer.allocate(KILOBYTE);
        while (channel.write(full.clear()) > 0) {
            looks.incrementAndGet();
        }
        CountDownLatch refused = new CountDownLatch(1);
        CompletableFuture<Boolean> waiting = InBackground.supply(() -> {
            try {
                writing.await(
                        () -> {
                            boolean taken = channel.write(full.clear()) > 0;
                            refused.countDown();
                            return taken;
                        },
                        Interruption.ENDS_THE_LINE);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        peer.configureBlocking(false);
        Waiting.until(() -> isReadOut() && waiting.isDone(), Duration.ofSeconds(20), () -> "the channel is not ready");
        assertThat(waiting.get()).isTrue();
    }

    /** Reads what has come to the other side. */
    private boolean isReadOut() {
        ByteBuffer read = ByteBuffer.allocate(KILOBYTE * KILOBYTE);
        try {
            while (peer.read(read.clear()) > 0) {
                // There may be more.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @Test
    void anInterruptEndsTheLineOfOneSender() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<End> waiting = awaiting(Interruption.ENDS_THE_LINE, thread);
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        thread.get().interrupt();
        End end = end(waiting);
        assertThat(end.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(end.isInterrupted()).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anInterruptThatEndsNotIsKeptUntilTheStepIsDone() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<End> waiting = awaiting(
                line -> {
                    assertThat(line).isSameAs(channel);
                    asked.countDown();
                    return ENDS_NOT.closeUnlessShared(line);
                },
                thread);
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        thread.get().interrupt();
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(channel.isOpen()).isTrue();
        send();
        assertThat(end(waiting)).isEqualTo(new End(null, true));
    }

    @Test
    void theEndOfTheLineEndsTheWaitOfAnotherThread() throws Exception {
        CompletableFuture<End> waiting = awaiting(Interruption.ENDS_THE_LINE, new CompletableFuture<>());
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        reading.close();
        assertThat(end(waiting).failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void noWaitBeginsAfterTheEnd() throws Exception {
        reading.close();
        assertThatThrownBy(() -> reading.await(() -> false, Interruption.ENDS_THE_LINE))
                .isInstanceOf(AsynchronousCloseException.class);
        assertThat(channel.isRegistered()).isFalse();
    }

    @Test
    void keepsTheFailureOfAStep() {
        assertThatThrownBy(() -> reading.await(
                        () -> {
                            throw new IOException("gone");
                        },
                        ENDS_NOT))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
