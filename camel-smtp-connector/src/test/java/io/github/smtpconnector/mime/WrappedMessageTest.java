// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.email.SpoolWriter;
import io.github.smtpconnector.email.SpooledContent;
import io.github.smtpconnector.testkit.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrappedMessageTest {

    private static final byte[] OCTETS = "Subject: t\r\n\r\nA text.\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** The ways to write a message otherwise. */
    enum Wrapping {
        COPIED(message -> new CopiedMessage(message, WrappedMessageTest::inMemory)),
        COUNTED(CountedMessage::of),
        LIMITED(message -> LimitedMessage.of(message, OCTETS.length));

        private final UnaryOperator<RenderedMessage> wrapping;

        Wrapping(UnaryOperator<RenderedMessage> wrapping) {
            this.wrapping = wrapping;
        }
    }

    private static SpoolWriter inMemory() {
        return new SpoolWriter(SpooledContent.Store.DEFAULT);
    }

    private SpoolWriter inFiles() {
        return new SpoolWriter(new SpooledContent.Store(0, folder, null));
    }

    private static RawMessage message(boolean knownSize, boolean needs8Bit, boolean needsUtf8) {
        return new RawMessage("<7@test.example>", OCTETS, knownSize, needs8Bit, needsUtf8);
    }

    /** The same, octet by octet. */
    private static RenderedMessage slowly(RenderedMessage message) {
        return new WrappedMessage(message) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                for (byte octet : OCTETS) {
                    out.write(octet);
                }
            }
        };
    }

    private static byte[] written(RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] octets(SpooledContent content) throws IOException {
        try (content;
                InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isOtherwiseTheSame(Wrapping wrapping) throws Exception {
        for (int i = 0; i < 8; i++) {
            RawMessage message = message((i & 1) != 0, (i & 2) != 0, (i & 4) != 0);
            RenderedMessage wrapped = wrapping.wrapping.apply(message);
            assertThat(wrapped.messageId()).isEqualTo("<7@test.example>");
            assertThat(wrapped.size()).isEqualTo(message.size());
            assertThat(wrapped.isInMemory()).isEqualTo(message.isInMemory());
            assertThat(wrapped.needs8Bit()).isEqualTo(message.needs8Bit());
            assertThat(wrapped.needsUtf8()).isEqualTo(message.needsUtf8());
            assertThat(written(wrapped)).isEqualTo(OCTETS);
            assertThat(written(wrapped)).as("again").isEqualTo(OCTETS);
            assertThat(written(wrapping.wrapping.apply(slowly(message)))).isEqualTo(OCTETS);
        }
    }

    @Test
    void countsWhatIsWrittenOfAnUnknownSize() throws Exception {
        RenderedMessage counted = CountedMessage.of(message(false, false, false));
        assertThat(counted.writtenSize()).isEqualTo(-1);
        written(counted);
        written(counted);
        assertThat(counted.writtenSize()).isEqualTo(OCTETS.length);
        assertThat(counted.size()).isEqualTo(-1);
        RenderedMessage slow = CountedMessage.of(slowly(message(false, false, false)));
        written(slow);
        assertThat(slow.writtenSize()).isEqualTo(OCTETS.length);
        RawMessage known = message(true, false, false);
        assertThat(CountedMessage.of(known)).isSameAs(known);
    }

    @Test
    void breaksOffWhereItGrowsBeyondTheLimit() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RenderedMessage limited = LimitedMessage.of(message(false, false, false), OCTETS.length - 1);
        assertThatThrownBy(() -> limited.writeTo(out))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("maxMessageSize=" + (OCTETS.length - 1));
        assertThat(out.size()).isLessThan(OCTETS.length);
        ByteArrayOutputStream slowOut = new ByteArrayOutputStream();
        RenderedMessage slow = LimitedMessage.of(slowly(message(false, false, false)), OCTETS.length - 1);
        assertThatThrownBy(() -> slow.writeTo(slowOut)).isInstanceOf(ContentException.class);
        assertThat(slowOut.size()).isEqualTo(OCTETS.length - 1);
        RawMessage known = message(true, false, false);
        assertThat(LimitedMessage.of(known, OCTETS.length)).isSameAs(known);
        assertThatThrownBy(() -> LimitedMessage.of(known, OCTETS.length - 1))
                .hasMessageContaining("has " + OCTETS.length + " octets, more than maxMessageSize=");
    }

    @Test
    void theCopyHasTheOctetsThatWereWritten() throws Exception {
        CopiedMessage copied = new CopiedMessage(message(false, false, false), WrappedMessageTest::inMemory);
        written(copied);
        assertThat(octets(copied.take())).isEqualTo(OCTETS);
        assertThat(octets(copied.take())).as("written for it").isEqualTo(OCTETS);
        CopiedMessage slow = new CopiedMessage(slowly(message(true, false, false)), WrappedMessageTest::inMemory);
        written(slow);
        assertThat(octets(slow.take())).isEqualTo(OCTETS);
        RenderedMessage counted = CountedMessage.of(message(false, false, false));
        CopiedMessage ofCounted = new CopiedMessage(counted, WrappedMessageTest::inMemory);
        written(ofCounted);
        assertThat(ofCounted.writtenSize()).isEqualTo(OCTETS.length);
        ofCounted.close();
    }

    @Test
    void theCopyIsOfItsTakerAlone() throws Exception {
        CopiedMessage copied = new CopiedMessage(message(true, false, false), this::inFiles);
        written(copied);
        written(copied);
        SpooledContent taken = copied.take();
        written(copied);
        copied.close();
        assertThat(octets(taken)).isEqualTo(OCTETS);
        assertThat(octets(copied.take())).as("written for it").isEqualTo(OCTETS);
    }

    @Test
    void isNotSentWhereItCannotBeKept() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CopiedMessage unbegun = new CopiedMessage(message(true, false, false), () -> {
            throw new IOException("no space");
        });
        assertThatThrownBy(() -> unbegun.writeTo(out))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("resultAs=MIME")
                .hasMessageContaining("no space");
        Path file = Files.createFile(folder.resolve("no folder"));
        CopiedMessage unwritten = new CopiedMessage(
                message(true, false, false), () -> new SpoolWriter(new SpooledContent.Store(0, file, null)));
        assertThatThrownBy(() -> unwritten.writeTo(out))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("resultAs=MIME");
        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> new CopiedMessage(message(true, false, false), WrappedMessageTest::inMemory)
                        .writeTo(new OutputStream() {
                            @Override
                            public void write(int octet) throws IOException {
                                throw new IOException("the line is gone");
                            }
                        }))
                .isNotInstanceOf(ContentException.class)
                .hasMessage("the line is gone");
    }
}
