// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest {

    private static final Duration ANY = Duration.ofSeconds(5);
    private static final Timeouts TIMEOUTS = new Timeouts(ANY, ANY, ANY, ANY, ANY);

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\u0000", "\r\nRCPT TO:<victim@test.example>"})
    void noCommandCanHoldAnother(String injected) throws IOException {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Line line = new Line(SocketChannel.open(server.getLocalAddress()), new Watchdog(System::nanoTime));
            Dialogue dialogue = new Dialogue(line, TIMEOUTS);

            assertThatThrownBy(() -> dialogue.write("MAIL FROM:<a" + injected + "@test.example>"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("victim");
            line.abort();
        }
    }

    @Test
    void aCharacterDoesNotBecomeALineEndByLosingItsHighByte() throws IOException {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Line line = new Line(SocketChannel.open(server.getLocalAddress()), new Watchdog(System::nanoTime));
            Dialogue dialogue = new Dialogue(line, TIMEOUTS);
            // U+760D and U+760A end in the octets of CR and LF (CVE-2025-7962).
            dialogue.write("MAIL FROM:<\u760d\u760a@test.example>");
            dialogue.flush();
            line.close();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            server.accept().socket().getInputStream().transferTo(received);

            assertThat(received.toString("UTF-8")).isEqualTo("MAIL FROM:<\u760d\u760a@test.example>\r\n");
        }
    }
}
