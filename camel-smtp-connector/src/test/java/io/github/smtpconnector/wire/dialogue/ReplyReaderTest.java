// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final String SESSION = "220 hello\r\n250-test\r\n250-SIZE 10\r\n250 AUTH PLAIN\r\n250\r\n354 go\n"
            + "550-5.1.1 no\r\n550 5.1.1 such user\r\n250 2.0.0 ok äöü\r\n";

    @Test
    void readsReplyAfterReply() throws IOException {
        ReplyReader reader = reader(SESSION, SESSION.length());

        assertThat(reader.read()).isEqualTo(new Reply(220, List.of("hello")));
        assertThat(reader.read()).isEqualTo(new Reply(250, List.of("test", "SIZE 10", "AUTH PLAIN")));
        assertThat(reader.read()).isEqualTo(new Reply(250, List.of("")));
        assertThat(reader.read()).isEqualTo(new Reply(354, List.of("go")));
        assertThat(reader.read().toSmtpReply()).hasToString("550 5.1.1 no such user");
        assertThat(reader.read()).isEqualTo(new Reply(250, List.of("2.0.0 ok äöü")));
        assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
    }

    @Test
    void doesNotCareHowTheOctetsArrive() throws IOException {
        List<Reply> whole = all(reader(SESSION, SESSION.length()));
        for (int step = 1; step < 60; step++) {
            assertThat(all(reader(SESSION, step)))
                    .as("%d octets at a time", step)
                    .isEqualTo(whole);
        }
    }

    private static List<Reply> all(ReplyReader reader) throws IOException {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            replies.add(reader.read());
        }
        return replies;
    }

    @ParameterizedTest
    @CsvSource({"4090, true", "4091, true", "4092, false", "100000, false"})
    void aLineHasALimit(int length, boolean fits) throws IOException {
        // The code, a blank and CR count too; LF does not.
        for (int step : new int[] {1, 7, 8192, 200_000}) {
            ReplyReader reader = reader("250 " + "x".repeat(length) + "\r\n", step);
            if (fits) {
                assertThat(reader.read().lines().get(0)).hasSize(length);
            } else {
                assertThatThrownBy(reader::read).isInstanceOf(ProtocolException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"255, true", "256, false"})
    void aReplyHasALimit(int continued, boolean fits) throws IOException {
        ReplyReader reader = reader("250-x\r\n".repeat(continued) + "250 x\r\n", 8192);
        if (fits) {
            assertThat(reader.read().lines()).hasSize(256);
        } else {
            assertThatThrownBy(reader::read).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false"})
    void aReplyHasALimitAsAWhole(int continued, boolean fits) throws IOException {
        String line = "x".repeat(4092);
        ReplyReader reader = reader(("250-" + line + "\n").repeat(continued) + "250 x\n", 8192);
        if (fits) {
            assertThat(reader.read().lines()).hasSize(16);
        } else {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("65536");
        }
    }

    @Test
    void aReplyMayBeAsLargeAsItsLimit() throws IOException {
        String line = "x".repeat(4092);
        assertThat(reader(("250-" + line + "\n").repeat(15) + "250 " + line + "\n", 8192)
                        .read()
                        .lines())
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "299 ", "309 x", "599-x\r\n599 y"})
    void codesGoFrom200To599(String text) throws IOException {
        assertThat(reader(text + "\r\n", 8192).read().code()).isEqualTo(Integer.parseInt(text.substring(0, 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "199 x",
                "600 x",
                "2/0 x",
                "2:0 x",
                "20/ x",
                ":00 x",
                "250x",
                "250_x",
                "250-x\n251 y",
                "\u0015",
                "\u0017\u0003\u0003",
                "\u0016\u0002"
            })
    void anythingElseIsNoReply(String text) {
        assertThatThrownBy(() -> reader(text + "\n", 8192).read())
                .isInstanceOf(ProtocolException.class)
                .hasMessageNotContaining("TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0015\u0003", "\u0015\u0003\u0003\u0000\u0002\u0002\u0028", "\u0016\u0003\u0001\u0000"})
    void knowsATlsRecord(String text) {
        assertThatThrownBy(() -> reader(text + "\n", 8192).read())
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a TLS record instead of a reply");
    }

    @Test
    void tellsWhatHasArrivedBeyondTheReply() throws IOException {
        ReplyReader reader = reader("250 ok\r\n421", 8192);
        reader.read();

        assertThat(reader.buffered()).isEqualTo(3);
        assertThat(reader.isNext("421")).isTrue();
        assertThat(reader.isNext("422")).isFalse();
        assertThat(reader.isNext("4210")).isFalse();
    }

    @Test
    void anyOctetsEndInAReplyOrARefusal() {
        Random random = new Random(4711);
        String alphabet = "2345 -\r\n01x\u0000é";
        int replies = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder octets = new StringBuilder(random.nextBoolean() ? "250" : "");
            for (int i = random.nextInt(30); i > 0; i--) {
                octets.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ReplyReader reader = reader(octets.toString(), 1 + random.nextInt(10));
            try {
                while (true) {
                    Reply reply = reader.read();
                    replies++;
                    assertThat(reply.code()).isBetween(200, 599);
                    assertThat(reply.lines()).isNotEmpty();
                    assertThat(reply.toSmtpReply().toString()).doesNotContain("\r", "\n", "\u0000");
                }
            } catch (IOException e) {
                assertThat(e).isInstanceOfAny(ProtocolException.class, EOFException.class);
            }
        }
        assertThat(replies).as("some of it must have been replies").isGreaterThan(1000);
    }

    private static ReplyReader reader(String text, int step) {
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new ReplyReader((octets, offset, length) -> in.read(octets, offset, Math.min(step, length)));
    }
}
