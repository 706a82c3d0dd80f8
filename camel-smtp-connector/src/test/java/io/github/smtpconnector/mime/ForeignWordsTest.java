// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.testkit.PdfSource;
import jakarta.activation.DataHandler;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An unchecked exception of another program may quote what it has read: an error tells its kind, and keeps it as the cause. */
class ForeignWordsTest {

    private static final RuntimeException THROWN = new IllegalStateException("Secret-Content");

    /** When the source throws. */
    enum When {
        OPEN,
        READ,
        CLOSE;

        private InputStream stream(RuntimeException thrown) {
            if (this == OPEN) {
                throw thrown;
            }
            return new FilterInputStream(InputStream.nullInputStream()) {
                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (When.this == READ) {
                        throw thrown;
                    }
                    return super.read(into, offset, length);
                }

                @Override
                public void close() {
                    if (When.this == CLOSE) {
                        throw thrown;
                    }
                }
            };
        }
    }

    private static RenderedMessage withFile(When when, RuntimeException thrown) {
        Content content = new Content() {
            @Override
            public InputStream open() {
                return when.stream(thrown);
            }

            @Override
            public long size() {
                return -1;
            }
        };
        Email email = Email.builder()
                .from("ann@example.com")
                .to("bob@example.com")
                .attach(Attachment.of("a.bin", content))
                .build();
        return MimeRenderer.render(email, Mails.ID, Mails.DATE);
    }

    @ParameterizedTest
    @EnumSource
    void ofAFileAreNotShown(When when) {
        assertThatThrownBy(() -> withFile(when, THROWN).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessage("attachment a.bin cannot be read: java.lang.IllegalStateException")
                .hasCause(THROWN);
    }

    /** Those of a failed read or write are the system's. */
    @ParameterizedTest
    @EnumSource
    void ofTheSystemAre(When when) {
        RuntimeException thrown = new UncheckedIOException(new IOException("disk gone"));
        assertThatThrownBy(() -> withFile(when, thrown).writeTo(OutputStream.nullOutputStream()))
                .hasMessage("attachment a.bin cannot be read: java.io.IOException: disk gone")
                .hasCause(thrown);
    }

    @ParameterizedTest
    @EnumSource
    void ofAMimeMessageAreNotShown(When when) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("ann@example.com");
        message.setDataHandler(new DataHandler(new PdfSource(() -> when.stream(THROWN))));
        assertThatThrownBy(() -> PreparedMessage.render(message, null, Mails.ID, Mails.DATE))
                .hasMessageContaining("the MimeMessage cannot be read: java.lang.IllegalStateException")
                .hasMessageNotContaining("Secret-Content");
    }
}
