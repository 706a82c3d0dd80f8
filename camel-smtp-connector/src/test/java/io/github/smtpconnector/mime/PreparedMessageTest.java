// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static io.github.smtpconnector.testkit.WireClean.assertWireClean8Bit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.ReceivedMail;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.PreencodedMimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedMessageTest {

    private static final String HEADERS = "From: a@example.org\r\nTo: b@example.org\r\n";

    @Test
    void writesAnUnsavedMessageAndDoesNotChangeIt() throws Exception {
        MimeMessage message = everything();
        List<String> before = Collections.list(message.getAllHeaderLines());
        RenderedMessage rendered = render(message);
        byte[] octets = Mails.octets(rendered);
        assertWireClean(octets);
        assertThat(rendered.size()).isEqualTo(octets.length);
        assertThat(Mails.octets(rendered)).isEqualTo(octets);
        ReceivedMail mail = ReceivedMail.parse(octets);
        assertThat(mail.tree()).isEqualTo("mixed[alternative[text/plain,text/html],application/pdf]");
        assertThat(mail.text()).isEqualTo("Grüße\r\n");
        assertThat(mail.html()).isEqualTo("<p>plain</p>");
        assertThat(mail.attachments().get(0).bytes()).isEqualTo(new byte[] {0, 13, 10, -1});
        assertThat(mail.attachments().get(0).fileName()).isEqualTo("a.pdf");
        assertThat(mail.header("Message-ID")).isEqualTo(Mails.ID);
        assertThat(mail.header("Date")).isEqualTo("Sun, 1 Mar 2026 12:34:56 +0000");
        assertThat(mail.headers("MIME-Version")).containsExactly("1.0");
        assertThat(Collections.list(message.getAllHeaderLines())).isEqualTo(before);
        MimeBodyPart part = (MimeBodyPart) ((MimeMultipart) message.getContent()).getBodyPart(1);
        assertThat(part.getHeader("Content-Type")).isNull();
    }

    @Test
    void writesASavedMessageAsJakartaMailDoes() throws Exception {
        MimeMessage message = everything();
        message.saveChanges();
        message.setHeader("Date", "Thu, 1 Jan 1970 00:00:00 +0000");
        ByteArrayOutputStream jakarta = new ByteArrayOutputStream();
        message.writeTo(jakarta);
        byte[] octets = Mails.octets(render(message));
        ReceivedMail ours = ReceivedMail.parse(octets);
        ReceivedMail theirs = ReceivedMail.parse(jakarta.toByteArray());
        assertThat(ours.attachments()).hasToString(theirs.attachments().toString());
        assertThat(ours.text()).isEqualTo(theirs.text());
        assertThat(ours.header("Message-ID")).isEqualTo(message.getMessageID());
        int body = "\r\n--".length();
        assertThat(ours.rawText().substring(ours.rawText().indexOf("\r\n\r\n--") + body))
                .isEqualTo(theirs.rawText().substring(theirs.rawText().indexOf("\r\n\r\n--") + body));
    }

    @Test
    void copiesAMessageThatWasReadOctetByOctet() throws Exception {
        String mail = HEADERS + "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\n"
                + "Subject: folded\r\n\there\r\nContent-Type: multipart/signed; boundary=x\r\n\r\npreamble\r\n--x\r\n"
                + "X-Odd:   kept  \r\n\r\nsigned =3D \r\n--x\r\n\r\nsignature\r\n--x--\r\nepilogue\r\n";
        assertThat(new String(Mails.octets(render(read(mail))), StandardCharsets.US_ASCII))
                .isEqualTo(mail);
    }

    @Test
    void neverWritesBcc() throws Exception {
        MimeMessage message = read(HEADERS
                + "bcc: secret@example.org,\r\n secret2@example.org\r\nResent-Bcc: secret@x\r\nCc: c@x\r\n\r\nx\r\n");
        ReceivedMail mail = ReceivedMail.parse(Mails.octets(render(message)));
        assertThat(mail.rawText()).doesNotContain("secret").contains("Cc: c@x");
        assertThat(message.getRecipients(RecipientType.BCC)).hasSize(2);
    }

    @Test
    void normalisesEveryLineEnd() throws Exception {
        byte[] octets = Mails.octets(render(read("Subject: a\n b\nFrom: a@x\n\none\ntwo\rthree\r\nend")));
        assertWireClean(octets);
        assertThat(new String(octets, StandardCharsets.US_ASCII)).endsWith("\r\n\r\none\r\ntwo\r\nthree\r\nend\r\n");
    }

    @Test
    void saysWhatTheServerMustOffer() throws Exception {
        RenderedMessage body = render(read(HEADERS + "Content-Type: text/plain; charset=UTF-8\r\n\r\nä\r\n"));
        assertThat(body.needs8Bit()).isTrue();
        assertThat(body.needsUtf8()).isFalse();
        RenderedMessage header = render(read("Subject: ä\r\n" + HEADERS + "\r\nx\r\n"));
        assertThat(header.needs8Bit()).isFalse();
        assertThat(header.needsUtf8()).isTrue();
        byte[] octets = Mails.octets(header);
        assertWireClean8Bit(octets);
        assertThat(new String(octets, StandardCharsets.UTF_8)).contains("Subject: ä\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "LONG", "a\r\n\0"})
    void refusesABodyThatCannotBeSent(String body) throws Exception {
        MimeMessage message = read(HEADERS + "\r\n" + body.replace("LONG", "x".repeat(999)));
        assertRefused(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org", "x\rBcc: y", "x\0y", "\u760d\r\nBcc: x"
            })
    void refusesAHeaderThatWouldBeTwo(String value) throws Exception {
        MimeMessage message = read(HEADERS + "\r\nx");
        message.setHeader("Subject", value);
        assertRefused(message);
    }

    @Test
    void charactersWhoseLowByteIsALineEndStayWhatTheyAre() throws Exception {
        MimeMessage message = read(HEADERS + "\r\nx");
        message.setHeader("Subject", "\u760d\u760aBcc: x");
        byte[] octets = Mails.octets(render(message));
        assertWireClean8Bit(octets);
        assertThat(ReceivedMail.parse(octets).headers("Bcc")).isEmpty();
    }

    @Test
    void refusesAMessageWithoutContent() throws Exception {
        MimeMessage message = new MimeMessage((jakarta.mail.Session) null);
        message.setFrom("a@example.org");
        assertRefused(message);
    }

    @Test
    void writesALargeMessageAgainFromItsSource() throws Exception {
        byte[] large = new byte[500_000];
        new Random(1).nextBytes(large);
        MimeMessage message = withFile(new ByteArrayDataSource(large, "application/zip"));
        RenderedMessage rendered = render(message);
        byte[] octets = Mails.octets(rendered);
        assertThat(rendered.size()).isEqualTo(octets.length);
        assertThat(Mails.octets(rendered)).isEqualTo(octets);
        assertThat(ReceivedMail.parse(octets).attachments().get(0).bytes()).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, 1000})
    void aSourceThatChangesIsAnError(int difference) throws Exception {
        int[] size = {500_000};
        RenderedMessage rendered = render(withFile(source(() -> new ByteArrayInputStream(new byte[size[0]]))));
        size[0] += difference;
        assertThatThrownBy(() -> rendered.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("changed while being sent");
    }

    @Test
    void tellsAFailingSourceFromAFailingLine() throws Exception {
        IOException failure = new IOException("gone");
        boolean[] fail = {false};
        RenderedMessage rendered = render(withFile(source(() -> {
            if (fail[0]) {
                throw failure;
            }
            return new ByteArrayInputStream(new byte[500_000]);
        })));
        assertThatThrownBy(() -> rendered.writeTo(new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw failure;
                    }
                }))
                .isSameAs(failure);
        fail[0] = true;
        assertThatThrownBy(() -> rendered.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasRootCause(failure);
    }

    @Test
    void keepsWhatWasEncodedBefore() throws Exception {
        MimeBodyPart part = new PreencodedMimeBodyPart("base64");
        String encoded = Base64.getMimeEncoder().encodeToString(new byte[100]);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(encoded, "application/x")));
        part.setFileName("x");
        MimeMessage message = message();
        message.setContent(new MimeMultipart(part));
        assertThat(ReceivedMail.parse(Mails.octets(render(message)))
                        .attachments()
                        .get(0)
                        .bytes())
                .isEqualTo(new byte[100]);
    }

    @Test
    void forwardsAMessageWithinAMessage() throws Exception {
        MimeMessage inner = read(HEADERS + "Subject: inner\r\n\r\ninner text\r\n");
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(inner, "message/rfc822");
        MimeMessage message = message();
        message.setContent(new MimeMultipart(part));
        byte[] octets = Mails.octets(render(message));
        assertWireClean(octets);
        MimeMultipart read = (MimeMultipart)
                read(new String(octets, StandardCharsets.US_ASCII)).getContent();
        assertThat(((MimeMessage) read.getBodyPart(0).getContent()).getSubject())
                .isEqualTo("inner");
    }

    private static void assertRefused(MimeMessage message) {
        assertThatThrownBy(() -> render(message))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONTENT))
                .hasMessageContaining("MimeMessage");
    }

    private static RenderedMessage render(MimeMessage message) {
        return PreparedMessage.render(message, null, Mails.ID, Mails.DATE);
    }

    private static MimeMessage read(String mail) throws MessagingException {
        return new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static MimeMessage message() throws MessagingException {
        MimeMessage message = new MimeMessage((jakarta.mail.Session) null);
        message.setFrom(new InternetAddress("a@example.org"));
        message.setRecipients(RecipientType.TO, "b@example.org");
        return message;
    }

    private static MimeMessage everything() throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Grüße\n", "ISO-8859-1");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>plain</p>", "text/html; charset=UTF-8");
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(new MimeMultipart("alternative", text, html));
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(new byte[] {0, 13, 10, -1}, "application/pdf")));
        file.setFileName("a.pdf");
        MimeMessage message = message();
        message.setContent(new MimeMultipart(body, file));
        return message;
    }

    private static MimeMessage withFile(DataSource source) throws MessagingException {
        MimeBodyPart file = new MimeBodyPart(new InternetHeaders(), new byte[0]);
        file.setDataHandler(new DataHandler(source));
        file.setFileName("a.zip");
        MimeMessage message = message();
        message.setContent(new MimeMultipart(file));
        return message;
    }

    private static DataSource source(Opening opening) {
        return new ByteArrayDataSource(new byte[0], "application/zip") {
            @Override
            public InputStream getInputStream() throws IOException {
                return opening.open();
            }
        };
    }

    private interface Opening {
        InputStream open() throws IOException;
    }
}
