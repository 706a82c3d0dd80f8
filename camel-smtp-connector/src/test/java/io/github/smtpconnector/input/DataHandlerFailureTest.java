// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.PdfSource;
import jakarta.activation.ActivationDataFlavor;
import jakarta.activation.CommandInfo;
import jakarta.activation.CommandMap;
import jakarta.activation.DataContentHandler;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that its handler cannot give is an error that names it, and no part of a file arrives for the whole. */
class DataHandlerFailureTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";

    /** How a writer of objects ends. */
    @FunctionalInterface
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private static DataHandler object(Writer writer) {
        DataHandler handler = new DataHandler(List.of("x"), "application/x-own");
        handler.setCommandMap(new CommandMap() {
            @Override
            public CommandInfo[] getPreferredCommands(String type) {
                return new CommandInfo[0];
            }

            @Override
            public CommandInfo[] getAllCommands(String type) {
                return new CommandInfo[0];
            }

            @Override
            public CommandInfo getCommand(String type, String name) {
                throw new UnsupportedOperationException();
            }

            @Override
            public DataContentHandler createDataContentHandler(String type) {
                return new WriterOf(writer);
            }
        });
        return handler;
    }

    private record WriterOf(Writer writer) implements DataContentHandler {

        @Override
        public Object getTransferData(ActivationDataFlavor flavor, DataSource source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ActivationDataFlavor[] getTransferDataFlavors() {
            return new ActivationDataFlavor[0];
        }

        @Override
        public Object getContent(DataSource source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeTo(Object value, String type, OutputStream out) throws IOException {
            writer.write(out);
        }
    }

    private static DataSource broken(RuntimeException thrown) {
        return new PdfSource(() -> {
            throw thrown;
        });
    }

    private String failure(DataHandler handler, boolean carried) {
        Exchange exchange = send(BASE, prepared -> {
            if (carried) {
                prepared.getMessage(AttachmentMessage.class).addAttachment("a.pdf", handler);
            } else {
                prepared.getMessage().setHeader("CamelSmtpConnectorAttachments", Map.of("a.pdf", handler));
            }
        });
        assertThat(mailers.sent).isEmpty();
        return String.valueOf(exchange.getException().getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheFile(boolean carried) {
        String name = carried ? "attachment a.pdf: " : "Attachments[a.pdf]: ";
        assertThat(failure(
                        object(out -> {
                            out.write(1);
                            throw new IOException("disk full");
                        }),
                        carried))
                .isEqualTo(name + "cannot be read: disk full");
        assertThat(failure(
                        object(out -> {
                            throw new ClassCastException("Secret-Content");
                        }),
                        carried))
                .isEqualTo(name + "cannot be read: the DataHandler failed: java.lang.ClassCastException");
        assertThat(failure(new DataHandler(broken(new IllegalStateException("Secret-Content"))), carried))
                .isEqualTo(name + "cannot be read: the DataHandler failed: java.lang.IllegalStateException");
        assertThat(failure(new DataHandler(List.of("x"), "application/x-unknown"), carried))
                .startsWith(name + "cannot be read: ")
                .contains("application/x-unknown");
    }

    @Test
    void takesAnObjectThatIsWritten() throws Exception {
        Map<String, Object> files = Map.of("a.pdf", object(out -> out.write("whole".getBytes(StandardCharsets.UTF_8))));
        assertThat(mail(BASE, null, Map.of("Attachments", files))
                        .attachments()
                        .get(0)
                        .bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("whole");
    }
}
