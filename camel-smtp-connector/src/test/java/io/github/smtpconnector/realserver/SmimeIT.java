// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.EmailAddress;
import io.github.smtpconnector.mime.MailGenerator;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.DkimVerifier;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestPerson;
import io.github.smtpconnector.testkit.WireClean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S/MIME as openssl sees it, of mails that were sent. The number of generated ones is the property {@code smime.mails}. */
class SmimeIT {

    private static final int MAILS = Integer.getInteger("smime.mails", 12);

    /** Of any address: generated mails have authors of all kinds. */
    private static final TestPerson RSA = TestPerson.rsa();

    private static final TestPerson EC = TestPerson.ec(256);
    private static final TestPerson EC384 = TestPerson.ec(384);

    @TempDir
    Path folder;

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private OpensslCms openssl;

    @BeforeAll
    static void needOpenssl() {
        OpensslCms.assumeAvailable();
    }

    @BeforeEach
    void start() throws Exception {
        openssl = new OpensslCms(folder);
        context.addComponent("plain", new SmtpComponent());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private SmtpConfiguration options() {
        return context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
    }

    private void signAs(TestPerson signer) {
        options().setSmimeSigningKey(signer.keyPem());
        options().setSmimeSigningCertificates(signer.certificatePem());
    }

    /** The mail as the server took it. */
    private byte[] sent(Email email) {
        return sent("smtp-connector", email);
    }

    private byte[] sent(String component, Email email) {
        String uri = component + ":127.0.0.1:" + server.port() + "?useTls=false";
        Exchange exchange = context.createProducerTemplate()
                .send(uri, sending -> sending.getMessage().setBody(email));
        assertThat(exchange.getException()).isNull();
        byte[] mail = server.mails().get(server.taken() - 1).content();
        assertThat(exchange.getMessage().getHeader("CamelSmtpConnectorMessageSize"))
                .isEqualTo((long) mail.length);
        WireClean.assertWireClean(mail);
        return mail;
    }

    static Stream<Arguments> signers() {
        return Stream.of(
                Arguments.of("RSA", RSA, "sha-256", "sha256WithRSAEncryption|rsaEncryption"),
                Arguments.of("EC", EC, "sha-256", "ecdsa-with-SHA256"),
                Arguments.of("EC384", EC384, "sha-384", "ecdsa-with-SHA384"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signers")
    void holdsForEveryMail(String kind, TestPerson signer, String digest, String algorithm) throws Exception {
        signAs(signer);
        for (int seed = 1; seed <= MAILS; seed++) {
            Email email = new MailGenerator(seed).next();
            byte[] mail = sent(email);
            ReceivedMail outside = ReceivedMail.parse(mail);
            ReceivedMail inside = ReceivedMail.parse(openssl.verified(mail));
            ReceivedMail unsigned = ReceivedMail.parse(sent("plain", email));

            assertThat(outside.tree()).isEqualTo("signed[" + unsigned.tree() + ",application/pkcs7-signature]");
            assertThat(outside.headerNames())
                    .containsExactlyInAnyOrderElementsOf(unsigned.headerNames().stream()
                            .filter(name -> !name.equals("Content-Transfer-Encoding"))
                            .toList());
            assertThat(outside.header("Content-Type")).contains("micalg=" + digest);
            assertThat(outside.mailboxes("From")).isEqualTo(unsigned.mailboxes("From"));
            assertThat(outside.header("Subject")).isEqualTo(unsigned.header("Subject"));
            assertThat(inside.headerNames()).allMatch(name -> name.startsWith("Content-"));
            assertSameContent(inside, unsigned);
            if (seed == MAILS) {
                assertThat(openssl.signer()).isEqualTo(signer.certificatePem().strip());
                assertThat(openssl.structure(mail)).containsPattern("algorithm: (" + algorithm + ")");
            }
        }
    }

    private static void assertSameContent(ReceivedMail inside, ReceivedMail plain) {
        assertThat(inside.tree()).isEqualTo(plain.tree());
        assertThat(inside.text()).isEqualTo(plain.text());
        assertThat(inside.html()).isEqualTo(plain.html());
        assertThat(inside.attachments())
                .asString()
                .isEqualTo(plain.attachments().toString());
    }

    @Test
    void breaksWithOneOctetChanged() throws Exception {
        signAs(RSA);
        byte[] mail = sent(new MailGenerator(3).next());
        assertThat(openssl.verified(mail)).isNotEmpty();
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("\r\n--=_smime_");
        from = text.indexOf("\r\n\r\n", from) + 4;
        for (int at : List.of(from, from + 1, from + 30)) {
            byte[] changed = mail.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> openssl.verified(changed)).hasMessageContaining("verif");
        }
    }

    @Test
    void bearsTheSignatureOfTheDomainAroundIt() throws Exception {
        DkimKeys domain = DkimKeys.ed25519();
        signAs(EC);
        options().setDkimDomain("example.org");
        options().setDkimSelector("ed");
        options().setDkimPrivateKey(domain.pem());

        byte[] mail = sent(new MailGenerator(5).next());

        assertThat(new DkimVerifier(mail).holds("ed", domain.publicKey())).isTrue();
        assertThat(openssl.verified(mail)).isNotEmpty();
    }

    private static final List<TestPerson> READERS = List.of(
            TestPerson.rsa("bob@example.com"),
            TestPerson.ec(256, "carl@example.com"),
            TestPerson.ec(384, "dora@xn--bcher-kva.example"),
            TestPerson.ec(521, "Emil@Example.com"));

    private static Email.Builder letter() {
        return Email.builder()
                .from(EmailAddress.parse("Ann <ann@example.org>"))
                .to(EmailAddress.parse("bob@example.com"))
                .to(EmailAddress.parse("Carl <carl@example.com>"))
                .cc(EmailAddress.parse("dora@bücher.example"))
                .cc(EmailAddress.parse("emil@example.com"))
                .subject("Grüße");
    }

    private static Attachment file(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return new Attachment("a" + size + ".bin", "application/octet-stream", Content.of(octets), false, null);
    }

    static Stream<Email> letters() {
        Attachment image = new Attachment("bild.png", "image/png", file(3000).content(), true, "bild");
        return Stream.of(
                letter().text("").build(),
                letter().text("Hello").build(),
                letter().text("Grüße aus 東京\n.\nFrom here \n").build(),
                letter().html("<p>Grüße<img src=cid:bild>").attach(image).build(),
                letter().text("t").html("<p>h").attach(image).attach(file(1)).build(),
                letter().text("t").attach(file(300_000)).attach(file(70)).build());
    }

    private void encryptFor(List<TestPerson> readers) {
        options()
                .setSmimeEncryptionCertificates(
                        readers.stream().map(TestPerson::certificatePem).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("letters")
    void isReadByEachReceiverAlone(Email email) throws Exception {
        encryptFor(READERS);
        byte[] mail = sent(email);
        ReceivedMail plain = ReceivedMail.parse(sent("plain", email));

        ReceivedMail outside = ReceivedMail.parse(mail);
        assertThat(outside.tree()).isEqualTo("application/pkcs7-mime");
        assertThat(outside.header("Subject")).isEqualTo("Grüße");
        for (TestPerson reader : READERS) {
            ReceivedMail inside = ReceivedMail.parse(openssl.decrypted(mail, reader));
            assertThat(inside.headerNames()).allMatch(name -> name.startsWith("Content-"));
            assertSameContent(inside, plain);
        }
        assertThatThrownBy(() -> openssl.decrypted(mail, TestPerson.ec(256, "eve@example.com")))
                .isInstanceOf(AssertionError.class);
        assertThat(openssl.structure(mail)).contains("algorithm: aes-256-cbc").contains("version: 2");
    }

    @ParameterizedTest
    @MethodSource("letters")
    void isSignedInsideAndEncrypted(Email email) throws Exception {
        signAs(EC);
        encryptFor(READERS);
        options().setDkimDomain("example.org");
        options().setDkimSelector("ed");
        DkimKeys domain = DkimKeys.ed25519();
        options().setDkimPrivateKey(domain.pem());
        byte[] mail = sent(email);

        assertThat(new DkimVerifier(mail).holds("ed", domain.publicKey())).isTrue();
        byte[] signed = openssl.decrypted(mail, READERS.get(1));
        assertSameContent(ReceivedMail.parse(openssl.verified(signed)), ReceivedMail.parse(sent("plain", email)));
        signed[signed.length / 2] ^= 1;
        assertThatThrownBy(() -> openssl.verified(signed)).isInstanceOf(AssertionError.class);
    }

    @Test
    void isEncryptedWithAKeyThatNobodyElseGets() throws Exception {
        encryptFor(READERS.subList(0, 1));
        Email email = Email.builder()
                .from(EmailAddress.parse("ann@example.org"))
                .to(EmailAddress.parse("bob@example.com"))
                .text("Hello")
                .build();
        byte[] one = sent(email);
        byte[] two = sent(email);

        assertThat(openssl.structure(one)).contains("version: 0").contains("rsaEncryption");
        assertThat(openssl.decrypted(one, READERS.get(0))).isEqualTo(openssl.decrypted(two, READERS.get(0)));
        assertThat(body(one)).isNotEqualTo(body(two));
    }

    private static String body(byte[] mail) {
        String text = new String(mail, StandardCharsets.US_ASCII);
        return text.substring(text.indexOf("\r\n\r\n"));
    }
}
