// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No mail is larger than the endpoint allows, whether its size is known before or not. */
class MaxMessageSizeTest {

    private static final byte[] FILE = new byte[100_000];

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private void send(String limit, Object file) {
        camel.start();
        camel.createProducerTemplate()
                .sendBodyAndHeaders(
                        "smtp-connector:127.0.0.1:" + server.port()
                                + "?useTls=false&from=a@example.com&to=b@example.com&maxMessageSize=" + limit,
                        "text",
                        Map.of(SmtpHeaders.ATTACHMENTS, Map.of("f.bin", file)));
    }

    private PermanentSmtpException refused(String limit, Object file) {
        CamelExecutionException thrown = catchThrowableOfType(CamelExecutionException.class, () -> send(limit, file));
        assertThat(thrown.getCause()).isInstanceOf(PermanentSmtpException.class);
        assertThat(server.mails()).isEmpty();
        return (PermanentSmtpException) thrown.getCause();
    }

    @Test
    void failsBeforeConnectingWhereTheSizeIsKnown() {
        PermanentSmtpException e = refused("50000", FILE);
        assertThat(e.getCategory()).isEqualTo(Category.SIZE);
        assertThat(e).hasMessageContaining("more than maxMessageSize=50000 allows");
        assertThat(server.connections()).isZero();
    }

    @Test
    void breaksOffWhereTheSizeShowsOnlyWhileTheFileIsRead() {
        PermanentSmtpException e =
                refused("50000", new DataHandler(new ByteArrayDataSource(FILE, "application/octet-stream")));
        assertThat(e.getCategory()).isEqualTo(Category.SIZE);
        assertThat(e).hasMessageContaining("more octets than maxMessageSize=50000 allows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200000"})
    void sendsWhatIsSmaller(String limit) {
        for (Object file : List.of(FILE, new DataHandler(new ByteArrayDataSource(FILE, "application/octet-stream")))) {
            send(limit, file);
        }
        assertThat(server.mails()).hasSize(2);
        assertThat(new String(server.mails().get(0).content(), StandardCharsets.US_ASCII))
                .contains("AAAA");
    }

    @Test
    void countsToTheLastOctet() {
        send("", "x".getBytes(StandardCharsets.US_ASCII));
        long size = server.mails().get(0).content().length;
        send(Long.toString(size + 100), "x".getBytes(StandardCharsets.US_ASCII));
        assertThat(server.mails()).hasSize(2);
    }
}
