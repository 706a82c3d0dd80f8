// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.InBackground;
import io.github.smtpconnector.testkit.ManualClock;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final ManualClock clock = new ManualClock();
    private final Watchdog watchdog = new Watchdog(clock);
    private ServerSocket server;
    private SocketChannel channel;
    private Line line;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        // Once set, the system does not make them larger: what is full stays full.
        server.setReceiveBufferSize(BUFFER);
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        line = new Line(channel, watchdog);
        line.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), TIMEOUT);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        line.abort();
        peer.close();
        server.close();
    }

    @Test
    void hasTheTimeOfAWriteForEachBufferAndNotForAll() throws Exception {
        int megabytes = 16;
        CompletableFuture<Boolean> writing = InBackground.supply(() -> {
            try {
                line.write(new byte[megabytes * MEGABYTE], 0, megabytes * MEGABYTE, TIMEOUT);
                line.flush(TIMEOUT);
                return line.isGone();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        for (int i = 0; i < megabytes; i++) {
            assertThat(peer.getInputStream().readNBytes(MEGABYTE)).hasSize(MEGABYTE);
            clock.advance(TIMEOUT.dividedBy(10));
            watchdog.sweep();
        }
        assertThat(writing.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysNoLastWordToWhoDoesNotListen() throws Exception {
        // The system still moves octets from one side's buffer to the other's: full is what stays full.
        for (int full = 0; full < 100; full++) {
            while (channel.write(ByteBuffer.allocate(MEGABYTE)) > 0) {
                full = 0;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        InBackground.supply(() -> {
                    boolean said = new Dialogue(line, MailerFixture.TIMEOUTS).say("QUIT");
                    line.abort();
                    return said;
                })
                .thenAccept(said -> assertThat(said).isFalse())
                .get(10, TimeUnit.SECONDS);

        assertThat(watchdog.openLines()).isZero();
    }

    @Test
    void isQuietThoughTlsSpeaksOfItself() throws Exception {
        try (SmtpTestServer secured = new SmtpTestServer()
                        .startTls(TestCertificates.shared().localhost())
                        .start();
                MailerFixture mailer = new MailerFixture(secured).host("localhost")) {
            for (int i = 0; i < 5; i++) {
                mailer.send("number " + i + "\r\n");
                secured.session(1).line().updateKeys();
                mailer.pools.sweep();
            }
            assertThat(secured.connections()).isOne();
            assertThat(secured.mails()).hasSize(5);
        }
    }

    @Test
    void isNotQuietWhereTheServerHasLeftOrSpoken() throws IOException {
        assertThat(line.isQuiet()).isTrue();
        peer.getOutputStream().write('4');
        assertThat(line.isQuiet()).isFalse();
        peer.close();
        assertThat(line.isQuiet()).isFalse();
    }
}
