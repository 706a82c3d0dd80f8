// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentStreamingTest {

    private static final int BLOCK = 57 * 256;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 114, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 100_000})
    void everySizeArrivesExactlyAndIsAnnounced(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        RenderedMessage message = render(Content.of(octets));
        byte[] mail = Mails.octets(message);
        assertThat(message.size()).isEqualTo(mail.length);
        ReceivedMail received = ReceivedMail.parse(mail);
        assertThat(received.attachments().get(0).bytes()).isEqualTo(octets);
        assertThat(received.rawText().lines()).allMatch(line -> line.length() <= 76);
        RenderedMessage unknown = render(Contents.of(-1, () -> new ByteArrayInputStream(octets)));
        assertThat(unknown.size()).isEqualTo(-1);
        assertThat(Mails.octets(unknown)).isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 101, BLOCK, BLOCK + 100})
    void aSourceThatDoesNotKeepToItsSizeIsNamed(int real) {
        RenderedMessage message = render(Contents.of(100, () -> new ByteArrayInputStream(new byte[real])));
        assertThatThrownBy(() -> message.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("report.bin")
                .hasMessageContaining("changed while being sent")
                .hasMessageContaining("100 octets");
    }

    @Test
    void neverWritesMoreOctetsThanAnnounced() {
        RenderedMessage message = render(Contents.of(BLOCK, () -> new ByteArrayInputStream(new byte[3 * BLOCK])));
        Counter out = new Counter();
        assertThatThrownBy(() -> message.writeTo(out)).isInstanceOf(ContentException.class);
        assertThat(out.octets).isLessThanOrEqualTo(message.size());
    }

    @Test
    void aSourceThatFailsIsNamedAndItsCauseKept() {
        IOException failure = new IOException("disk gone");
        assertFailureIsNamed(
                Contents.of(100, () -> {
                    throw failure;
                }),
                failure);
        assertFailureIsNamed(
                Contents.of(100, () -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }
                }),
                failure);
        RuntimeException unchecked = new UncheckedIOException(failure);
        assertFailureIsNamed(
                Contents.of(100, () -> {
                    throw unchecked;
                }),
                unchecked);
    }

    @Test
    void aStreamThatCannotBeWrittenFailsAsItself() {
        IOException lost = new IOException("connection reset");
        RenderedMessage message = render(Content.of(new byte[100]));
        assertThatThrownBy(() -> message.writeTo(new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw lost;
                    }
                }))
                .isSameAs(lost);
    }

    @Test
    void aGigabyteIsWrittenInConstantMemory() throws IOException {
        long gigabyte = 1L << 30;
        RenderedMessage message = render(Contents.zeros(gigabyte));
        Counter out = new Counter();
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
        message.writeTo(out);
        long allocated = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(out.octets).isEqualTo(message.size()).isGreaterThan(gigabyte / 3 * 4);
        assertThat(allocated).isLessThan(1_000_000);
        assertThat(out.calls).isLessThan(gigabyte / BLOCK + 10);
    }

    private static void assertFailureIsNamed(Content content, Exception cause) {
        RenderedMessage message = render(content);
        assertThatThrownBy(() -> message.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("report.bin")
                .hasCause(cause);
    }

    private static RenderedMessage render(Content content) {
        Attachment file = new Attachment("report.bin", "application/octet-stream", content, false, null);
        return MimeRenderer.render(Mails.mail().text("x").attach(file).build(), Mails.ID, Mails.DATE);
    }

    private static final class Counter extends OutputStream {
        private long octets;
        private long calls;

        @Override
        public void write(int octet) {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] more, int from, int count) {
            octets += count;
            calls++;
        }
    }
}
