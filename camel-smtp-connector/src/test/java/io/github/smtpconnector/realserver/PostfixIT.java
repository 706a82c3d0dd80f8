// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole component against Postfix: what is in the mailbox afterwards, envelope and content. */
class PostfixIT {

    private static final String LOGIN =
            "&username=" + PostfixServer.USERNAME + "&password=RAW(" + PostfixServer.PASSWORD + ")";
    private static final String CLEAR = "&useTls=false";

    private static PostfixServer server;

    private PostfixClient camel;

    @BeforeAll
    static void startServer() throws Exception {
        PostfixServer.assumeAvailable();
        server = PostfixServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void startCamel() throws Exception {
        server.mailbox().empty();
        camel = new PostfixClient();
    }

    @AfterEach
    void stopCamel() {
        if (camel != null) {
            camel.close();
        }
    }

    @Test
    void logsInAfterStartTls() {
        Exchange sent = send(PostfixDoor.STARTTLS, PostfixClient.TRUST + LOGIN, Map.of("To", "ann@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader("CamelSmtpConnectorTlsProtocol", String.class))
                .startsWith("TLSv1.");
        assertThat(onlyMail().headers("Received").toString()).contains("ESMTPSA");
    }

    @Test
    void logsInOverImplicitTls() {
        Exchange sent = send(
                PostfixDoor.IMPLICIT_TLS,
                "&tlsMode=IMPLICIT" + PostfixClient.TRUST + LOGIN,
                Map.of("To", "ann@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(onlyMail().headers("Received").toString()).contains("ESMTPSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"})
    void logsInByEveryMechanism(String mechanism) {
        Exchange sent = send(
                PostfixDoor.STARTTLS,
                PostfixClient.TRUST + LOGIN + "&authMechanism=" + mechanism,
                Map.of("To", "ann@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(onlyMail().headers("Delivered-To")).containsExactly("ann@example.com");
    }

    @Test
    void namesAWrongPasswordAsSuch() {
        String wrong = "&username=" + PostfixServer.USERNAME + "&password=guessed";

        SmtpConnectorException failure =
                failure(send(PostfixDoor.STARTTLS, PostfixClient.TRUST + wrong, Map.of("To", "ann@example.com")));

        assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
        assertThat(failure.getReply()).isNotNull();
        assertThat(failure).hasMessageContaining("535").hasMessageNotContaining("guessed");
        assertThat(server.mailbox().mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_HOST", "EXPIRED", "SELF_SIGNED"})
    void refusesABadCertificate(PostfixDoor door) {
        SmtpConnectorException failure = failure(send(door, PostfixClient.TRUST, Map.of("To", "ann@example.com")));

        assertThat(failure.getCategory()).isEqualTo(Category.TLS);
        assertThat(failure.getDeliveryState()).isEqualTo(DeliveryState.NOT_SENT);
        assertThat(server.mailbox().mails()).isEmpty();
    }

    @Test
    void refusesAnAuthorityThatItWasNotToldToTrust() {
        SmtpConnectorException failure = failure(send(PostfixDoor.STARTTLS, LOGIN, Map.of("To", "ann@example.com")));

        assertThat(failure.getCategory()).isEqualTo(Category.TLS);
        assertThat(failure).hasMessageNotContaining(PostfixServer.PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_HOST", "EXPIRED", "SELF_SIGNED"})
    void takesABadCertificateWhenToldTo(PostfixDoor door) {
        Exchange sent = send(door, "&ignoreSelfSignedCertificates=true", Map.of("To", "ann@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(onlyMail().headers("Received").toString()).contains("ESMTPS");
    }

    @Test
    void deliversTextHtmlAndAttachmentsByteForByte() {
        byte[] binary = new byte[300_000];
        new Random(1).nextBytes(binary);
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("dump.bin", binary);
        files.put("lines.txt", ".\r\n..\n.hidden\rend");
        String text = "First line\n.\n.. dots\nlast";

        Exchange sent = send(
                PostfixDoor.PLAIN,
                CLEAR,
                Map.of("To", "ann@example.com", "Text", text, "Html", "<p>Grüße</p>", "Attachments", files));

        assertThat(sent.getException()).isNull();
        ReceivedMail mail = onlyMail();
        assertThat(mail.text()).isEqualToNormalizingNewlines(text);
        assertThat(mail.html()).isEqualTo("<p>Grüße</p>");
        assertThat(mail.attachments()).extracting(ReceivedPart::fileName).containsExactly("dump.bin", "lines.txt");
        assertThat(mail.attachments().get(0).bytes()).isEqualTo(binary);
        assertThat(mail.attachments().get(1).bytes())
                .isEqualTo(".\r\n..\n.hidden\rend".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesBccRecipientsInTheEnvelopeAlone() {
        Exchange sent = send(
                PostfixDoor.PLAIN,
                CLEAR,
                Map.of("To", "ann@example.com", "Bcc", "eve@example.com", "BccJson", List.of("hidden@example.com")));

        assertThat(sent.getException()).isNull();
        List<ReceivedMail> mails = mails();
        assertThat(mails)
                .flatExtracting(mail -> mail.headers("Delivered-To"))
                .containsExactlyInAnyOrder("ann@example.com", "eve@example.com", "hidden@example.com");
        for (ReceivedMail mail : mails) {
            assertThat(mail.headerNames()).doesNotContain("Bcc");
            assertThat(messageAsSent(mail)).contains("ann@example.com").doesNotContain("eve", "hidden");
        }
    }

    @Test
    void seesWhatASenderBetrays() throws Exception {
        String dialogue = "EHLO localhost\r\nMAIL FROM:<app@example.com>\r\nRCPT TO:<ann@example.com>\r\nDATA\r\n";
        String content = "Bcc: eve@example.com\r\n\r\nHello\r\n.\r\nQUIT\r\n";
        try (Socket socket = new Socket("localhost", server.port(PostfixDoor.PLAIN))) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write((dialogue + content).getBytes(StandardCharsets.US_ASCII));
            in.readAllBytes();
        }

        assertThat(onlyMail().headerNames()).contains("Bcc").doesNotContain("Date", "Message-ID");
    }

    @Test
    void carriesEveryLanguage() {
        Exchange sent = send(
                PostfixDoor.PLAIN,
                CLEAR,
                Map.of(
                        "From", "Zoë Größe <zoë@example.com>",
                        "To", "Žofie <žofie@example.com>",
                        "Subject", "Příliš žluťoučký kůň 🐎 日本語",
                        "Text", "Čau, světe 🌍",
                        "Attachments", Map.of("účet 日本.pdf", new byte[] {1, 2, 3})));

        assertThat(sent.getException()).isNull();
        ReceivedMail mail = onlyMail();
        assertThat(mail.headers("Delivered-To")).containsExactly("žofie@example.com");
        assertThat(mail.header("Subject")).isEqualTo("Příliš žluťoučký kůň 🐎 日本語");
        assertThat(mail.text()).isEqualToIgnoringNewLines("Čau, světe 🌍");
        assertThat(mail.attachments()).extracting(ReceivedPart::fileName).containsExactly("účet 日本.pdf");
    }

    @Test
    void stopsAMailThatIsTooLargeForTheServer() {
        String tooLong = "0123456789 ".repeat(PostfixServer.SMALL_SIZE / 10);

        SmtpConnectorException failure =
                failure(send(PostfixDoor.SMALL_SIZE, CLEAR, Map.of("To", "ann@example.com", "Text", tooLong)));

        assertThat(failure.getCategory()).isEqualTo(Category.SIZE);
        assertThat(server.mailbox().mails()).isEmpty();
    }

    @Test
    void reachesEverybodyOnceWhenTheServerTakesFewAtATime() {
        List<String> everybody = IntStream.range(0, 12)
                .mapToObj(i -> "reader" + i + "@example.com")
                .toList();

        Exchange sent = send(PostfixDoor.FEW_RECIPIENTS, CLEAR, Map.of("BccJson", everybody));

        assertThat(sent.getException()).isNull();
        assertThat(mails())
                .flatExtracting(mail -> mail.headers("Delivered-To"))
                .containsExactlyInAnyOrderElementsOf(everybody);
        assertThat(sent.getMessage().getHeader("CamelSmtpConnectorAccepted")).isEqualTo(everybody);
    }

    @Test
    void sendsSeveralMailsOverOneConnection() {
        List<Boolean> reused = IntStream.range(0, 4)
                .mapToObj(i -> send(PostfixDoor.STARTTLS, PostfixClient.TRUST + LOGIN, Map.of("To", "ann@example.com")))
                .peek(sent -> assertThat(sent.getException()).isNull())
                .map(sent -> sent.getMessage().getHeader("CamelSmtpConnectorConnectionReused", Boolean.class))
                .toList();

        assertThat(reused).containsExactly(false, true, true, true);
        assertThat(mails()).hasSize(4);
    }

    private Exchange send(PostfixDoor door, String options, Map<String, Object> inputs) {
        return camel.send(server.port(door), options, inputs);
    }

    private static SmtpConnectorException failure(Exchange sent) {
        assertThat(sent.getException()).isInstanceOf(SmtpConnectorException.class);
        return (SmtpConnectorException) sent.getException();
    }

    private static List<ReceivedMail> mails() {
        return server.mailbox().mails().stream().map(ReceivedMail::parse).toList();
    }

    private static ReceivedMail onlyMail() {
        List<ReceivedMail> mails = mails();
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    /** Without the lines that Postfix put before it, where it names the recipient. */
    private static String messageAsSent(ReceivedMail mail) {
        String raw = mail.rawText();
        return raw.substring(raw.indexOf("(UTC)"));
    }
}
