// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.mime.ContentException;
import io.github.smtpconnector.mime.MimeRenderer;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.testkit.TestPerson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files in S/MIME mail; SmimeIT reads them with other programs. */
class SmimeStreamingTest {

    private static final Instant NOW = Instant.now();
    private static final TestPerson ANN = TestPerson.ec(256, "ann@example.org");
    private static final TestPerson BOB = TestPerson.rsa("bob@example.com");

    private static final Smime BOTH = new Smime(
            SmimeSigner.of(ANN.keyPem(), ANN.certificatePem(), NOW),
            SmimeEncryptor.of(BOB.certificatePem(), new SecureRandom()));

    private static RenderedMessage protect(Content content) {
        Email email = Email.builder()
                .from(EmailAddress.parse("ann@example.org"))
                .to(EmailAddress.parse("bob@example.com"))
                .attach(new Attachment("report.bin", "application/octet-stream", content, false, null))
                .build();
        return BOTH.protect(
                MimeRenderer.render(email, "<1@example.org>", NOW),
                new Parties(List.of("ann@example.org"), List.of("bob@example.com"), List.of("bob@example.com")),
                NOW);
    }

    private static byte[] octets(RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private static Content content(long size, byte[] octets) {
        return new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets.clone());
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    @Test
    void knowsTheSizeWhateverTheLengthAndWritesItTwice() throws IOException {
        // Around the ends of blocks, of base64 lines, and of the forms that a length has in DER.
        for (int size = 0; size < 120; size++) {
            assertSameTwice(protect(content(size, new byte[size])));
        }
        for (int size : List.of(40_000, 65_536, 200_000)) {
            assertSameTwice(protect(content(size, new byte[size])));
        }
        assertSameTwice(protect(content(-1, new byte[100_000])));
    }

    private static void assertSameTwice(RenderedMessage message) throws IOException {
        byte[] octets = octets(message);
        assertThat((long) octets.length).isEqualTo(message.size());
        assertThat(octets(message)).isEqualTo(octets);
    }

    @Test
    void sendsNothingElseThanWasRead() {
        byte[] octets = new byte[100];
        RenderedMessage changed = protect(content(100, octets));
        octets[7] = 1;

        assertThatThrownBy(() -> changed.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("changed after the mail was read for S/MIME");
    }

    @Test
    void protectsALargeFileInConstantMemory() throws IOException {
        byte[] octets = new byte[1 << 24];
        Content large = new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }

            @Override
            public long size() {
                return octets.length;
            }
        };
        protect(content(1, new byte[1]));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
        protect(large).writeTo(OutputStream.nullOutputStream());
        long allocated = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        // Less than the file, of which it would be a multiple otherwise.
        assertThat(allocated).isLessThan(octets.length / 2);
    }
}
