// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static io.github.smtpconnector.testkit.WireClean.assertWireClean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.DkimVerifier;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * The signed fields, and whether the signature holds for the verifier of the test kit; DkimIT asks foreign verifiers.
 */
class DkimSignerTest {

    /** The system property {@code dkim.octets} makes it larger. */
    private static final long LARGE = Long.getLong("dkim.octets", 1L << 26);

    private static final DkimKeys RSA = DkimKeys.rsa(2048);
    private static final DkimKeys ED25519 = DkimKeys.ed25519();

    private static final DkimSigner SIGNER =
            new DkimSigner("example.org", List.of(DkimKey.of("rsa", RSA.pem()), DkimKey.of("ed", ED25519.pem())));

    @Test
    void signsGeneratedMailsWithEveryKey() {
        for (int seed = 1; seed <= 40; seed++) {
            RenderedMessage message =
                    SIGNER.sign(MimeRenderer.render(new MailGenerator(seed).next(), Mails.ID, Mails.DATE), Mails.DATE);
            byte[] octets = Mails.octets(message);

            assertThat(message.size()).isEqualTo(octets.length);
            assertWireClean(octets);
            assertHolds(octets);
        }
    }

    @Test
    void breaksWithAnyChangedOctet() {
        byte[] octets = Mails.octets(sign(MimeRenderer.render(
                Mails.mail().subject("Hello").text("First line.\nSecond").build(), Mails.ID, Mails.DATE)));

        for (String signed : List.of("ann@", "bob@", "Hello", "Sun", "First", "Second", "utf-8", "0123456789")) {
            byte[] changed = octets.clone();
            int at = new String(octets, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .indexOf(signed.toLowerCase(Locale.ROOT));
            changed[at] ^= 1;
            assertThat(holds(changed, "rsa", RSA)).as(signed).isFalse();
            assertThat(holds(changed, "ed", ED25519)).as(signed).isFalse();
        }
    }

    @Test
    void breaksWithAFieldMoreThanThereWas() {
        String mail = new String(
                Mails.octets(sign(MimeRenderer.render(Mails.mail().text("x").build(), Mails.ID, Mails.DATE))),
                StandardCharsets.US_ASCII);

        for (String field : List.of("From", "To", "Cc", "Reply-To", "Subject", "Date", "Content-Type")) {
            String more = field + ": eve@example.net\r\n" + mail;
            assertThat(holds(more.getBytes(StandardCharsets.US_ASCII), "rsa", RSA))
                    .as(field)
                    .isFalse();
        }
        assertHolds(("Received: from there\r\n" + mail).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void statesWhatWasSigned() {
        String mail = new String(
                Mails.octets(sign(MimeRenderer.render(Mails.mail().text("x").build(), Mails.ID, Mails.DATE))),
                StandardCharsets.US_ASCII);

        Map<String, String> tags = DkimVerifier.tags(mail.split("\r\n(?![ \t])")[0]);

        assertThat(mail).startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=rsa;");
        assertThat(tags)
                .containsEntry("t", String.valueOf(Mails.DATE.getEpochSecond()))
                .containsEntry(
                        "h",
                        "from:from:reply-to:subject:date:date:to:to:cc:mime-version:mime-version"
                                + ":content-type:content-type:content-transfer-encoding:message-id");
        assertThat(tags.keySet()).containsExactly("v", "a", "c", "d", "s", "t", "h", "bh", "b");
        assertThat(mail.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
    }

    @Test
    void signsAMimeMessageWithTheFieldsOfALetterToMany() throws MessagingException {
        String written = "Received: from here\r\nDKIM-Signature: v=1; a=rsa-sha256; s=old; b=x\r\n"
                + "From: ann@example.org\r\nTO: bob@example.com\r\nSubject: =?utf-8?Q?=C3=A4?=\r\n folded\r\n"
                + "List-Unsubscribe: <https://example.org/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                + "X-Twice: 1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                + "\r\nGrüße  an\talle \nmit nackten Zeilenenden\n\n\n";
        RenderedMessage message = sign(prepared(written));
        byte[] octets = Mails.octets(message);

        assertThat(message.size()).isEqualTo(octets.length);
        assertThat(message.needs8Bit()).isTrue();
        assertHolds(octets);
        assertThat(DkimVerifier.tags(new String(octets, StandardCharsets.UTF_8).split("\r\n(?![ \t])")[0])
                        .get("h"))
                .contains(":list-unsubscribe:list-unsubscribe-post")
                .doesNotContain("received", "dkim", "x-twice");
        String changed = new String(octets, StandardCharsets.ISO_8859_1).replace("org/u>", "org/v>");
        assertThat(holds(changed.getBytes(StandardCharsets.ISO_8859_1), "rsa", RSA))
                .isFalse();
    }

    @Test
    void signsALargeMailInConstantMemory() {
        RenderedMessage message = file(Contents.zeros(LARGE));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
        RenderedMessage signed = sign(message);
        long allocated = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).isLessThan(2_000_000);
        assertThat(signed.size()).isGreaterThan(message.size());
    }

    @Test
    void knowsTheSizeOfWhatIsReadToItsEnd() {
        RenderedMessage signed = sign(file(Contents.of(-1, () -> new ByteArrayInputStream(new byte[100_000]))));

        assertThat(signed.size()).isEqualTo(Mails.octets(signed).length);
        assertHolds(Mails.octets(signed));
    }

    @Test
    void sendsNothingElseThanWasSigned() {
        byte[] octets = new byte[100];
        RenderedMessage signed = sign(file(Contents.of(100, () -> new ByteArrayInputStream(octets.clone()))));
        octets[7] = 1;

        assertThatThrownBy(() -> signed.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("changed after the mail was signed");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> sign(file(Contents.of(100, () -> {
                    throw new IOException("gone");
                }))))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONTENT))
                .hasMessageContaining("report.bin");
    }

    @Test
    void showsNoKey() {
        assertThat(DkimKey.of("rsa", RSA.pem())).hasToString("rsa-sha256 rsa");
    }

    private static RenderedMessage sign(RenderedMessage message) {
        return SIGNER.sign(message, Mails.DATE);
    }

    private static RenderedMessage prepared(String mail) throws MessagingException {
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
        return PreparedMessage.render(message, null, Mails.ID, Mails.DATE);
    }

    private static RenderedMessage file(Content content) {
        Attachment file = new Attachment("report.bin", "application/octet-stream", content, false, null);
        return MimeRenderer.render(Mails.mail().text("x").attach(file).build(), Mails.ID, Mails.DATE);
    }

    private static void assertHolds(byte[] mail) {
        assertThat(holds(mail, "rsa", RSA)).as(() -> text(mail)).isTrue();
        assertThat(holds(mail, "ed", ED25519)).as(() -> text(mail)).isTrue();
    }

    private static boolean holds(byte[] mail, String selector, DkimKeys key) {
        return new DkimVerifier(mail).holds(selector, key.publicKey());
    }

    private static String text(byte[] mail) {
        return new String(mail, 0, Math.min(mail.length, 5000), StandardCharsets.ISO_8859_1);
    }
}
