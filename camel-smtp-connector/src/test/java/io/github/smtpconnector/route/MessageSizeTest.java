// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.UncertainDeliveryException;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.Waiting;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size that is told is what the server has counted, also where it was not known before the mail was written. */
class MessageSizeTest extends RouteFixture {

    /** Names no size, so that it is known only when the file was read. */
    private static DataHandler ofUnknownSize(int octets) {
        return new DataHandler(new ByteArrayDataSource(new byte[octets], "application/octet-stream"));
    }

    private static Object file(String kind, int octets) {
        return switch (kind) {
            case "known" -> new byte[octets];
            case "once" -> new ByteArrayInputStream(new byte[octets]);
            default -> ofUnknownSize(octets);
        };
    }

    private Exchange sendFile(String options, Object file) throws Exception {
        run(routes -> routes.from("direct:in").to(smtp(options)));
        return send(".dots\r\n..at the start\r\n.", attachment(file));
    }

    private static SendResult result(Exchange exchange) {
        SmtpConnectorException failure = exchange.getException(SmtpConnectorException.class);
        SendResult result = failure == null
                ? exchange.getProperty("CamelSmtpConnectorResult", SendResult.class)
                : failure.getResult();
        assertThat(result).isNotNull();
        return result;
    }

    private static void assertTold(Exchange exchange, long size) {
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE)).isEqualTo(size);
        assertThat(result(exchange).messageSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "known, 10, true, true",
        "known, 900000, true, true",
        "known, 10, false, true",
        "known, 900000, false, false",
        "once, 10, true, true",
        "once, 900000, true, false",
        "once, 10, false, true",
        "once, 900000, false, true",
        "unknown, 10, true, true",
        "unknown, 900000, true, true",
        "unknown, 10, false, true",
        "unknown, 900000, false, false",
        "unknown, 900000, true, false",
    })
    void isWhatTheServerCounted(String kind, int octets, boolean chunking, boolean pipelining) throws Exception {
        server.without(chunking ? "" : "CHUNKING", pipelining ? "" : "PIPELINING");
        Exchange sent = sendFile("", file(kind, octets));
        assertThat(sent.getException()).isNull();
        assertTold(sent, server.onlyMail().content().length);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, '&maxMessageSize=9000000'",
        "unknown, '&resultAs=BOTH'",
        "unknown, '&partialDelivery=SEND_ACCEPTED'"
    })
    void isToldWhateverElseIsAsked(String kind, String options) throws Exception {
        Exchange sent = sendFile(options, file(kind, 500_000));
        assertTold(sent, server.onlyMail().content().length);
        if (options.contains("resultAs")) {
            assertThat(sent.getMessage().getBody(Map.class).get("messageSize"))
                    .isEqualTo((long) server.onlyMail().content().length);
        }
    }

    /** A server that takes one recipient in a transaction has the mail sent to it twice. */
    @Test
    void isThatOfOneMailWhereItWasSentInPortions() throws Exception {
        server.with("LIMITS RCPTMAX=1");
        Exchange sent = sendFile("&cc=cc@example.com", ofUnknownSize(500_000));
        assertThat(sent.getException()).isNull();
        assertThat(server.mails()).hasSize(2).allSatisfy(mail -> assertTold(sent, mail.content().length));
    }

    /** The second transaction fails at its sender, so nothing more is written; the first was sent whole. */
    @Test
    void isKnownOfTheFirstPortionWhereTheSecondFails() throws Exception {
        server.with("LIMITS RCPTMAX=1").on("MAIL", 2, Fault.reply("451 4.3.0 later"));
        Exchange sent = sendFile("&cc=cc@example.com", ofUnknownSize(500_000));
        assertThat(sent.getException()).isNotNull();
        assertTold(sent, server.onlyMail().content().length);
    }

    @ParameterizedTest
    @CsvSource({"true, 552 5.2.2 full", "false, 552 5.2.2 full", "true, 451 4.3.0 later", "false, 451 4.3.0 later"})
    void isKnownOfAMailThatWasRefusedAtItsEnd(boolean chunking, String reply) throws Exception {
        server.without(chunking ? "" : "CHUNKING").on("CONTENT", 1, Fault.reply(reply));
        Exchange sent = sendFile("", ofUnknownSize(500_000));
        assertThat(sent.getException()).isNotNull();
        Waiting.until(() -> !server.refused().isEmpty(), Duration.ofSeconds(20), () -> "nothing was refused");
        assertTold(sent, server.refused().get(0).content().length);
    }

    /** Whether it was taken is not known, its size is. */
    @Test
    void isKnownOfAMailThatWasNeverAnswered() throws Exception {
        server.on("CONTENT", 1, Fault.close());
        Exchange sent = sendFile("", ofUnknownSize(500_000));
        assertThat(sent.getException()).isInstanceOf(UncertainDeliveryException.class);
        assertThat(result(sent).messageSize()).isGreaterThan(500_000 * 4 / 3);
    }

    /** The server that does not know BDAT is sent the mail once more. */
    @Test
    void isThatOfTheMailThatWasTakenByDataInTheEnd() throws Exception {
        server.on("BDAT", 1, Fault.reply("502 5.5.1 what?"));
        Exchange sent = sendFile("", ofUnknownSize(500_000));
        assertThat(sent.getException()).isNull();
        assertTold(sent, server.onlyMail().content().length);
    }

    @Test
    void isThatOfTheMailThatADryRunGives() throws Exception {
        Exchange tried = sendFile("&dryRun=true", ofUnknownSize(500_000));
        assertThat(tried.getException()).isNull();
        assertTold(tried, tried.getMessage().getBody(byte[].class).length);
        assertThat(server.connections()).isZero();
    }

    /** Half a mail has no size. */
    @Test
    void isNotKnownOfAMailThatWasNeverWrittenWhole() throws Exception {
        server.without("CHUNKING");
        Exchange sent = sendFile("", new BreakingCache());
        assertThat(sent.getException()).hasMessageContaining("the disk is gone");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE)).isNull();
    }

    /** Of unknown length, and it breaks when a good part of it was sent. */
    private static final class BreakingCache extends InputStream implements StreamCache {

        private int left = 400_000;

        @Override
        public int read() throws IOException {
            if (left == 0) {
                throw new IOException("the disk is gone");
            }
            left--;
            return 0;
        }

        @Override
        public void reset() {
            left = 400_000;
        }

        @Override
        public StreamCache copy(Exchange exchange) {
            return new BreakingCache();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            transferTo(out);
        }

        @Override
        public boolean inMemory() {
            return true;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public long position() {
            return 400_000L - left;
        }
    }

    /** Refused before the content was asked for. */
    @Test
    void isNotKnownOfAMailWhoseSenderWasRefused() throws Exception {
        server.on("MAIL", 1, Fault.reply("550 5.7.1 no"));
        Exchange sent = sendFile("", ofUnknownSize(500_000));
        assertThat(result(sent).messageSize()).isEqualTo(-1);
        assertThat(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE)).isNull();
    }
}
