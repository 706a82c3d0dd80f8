// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.TestPerson;
import io.github.smtpconnector.testkit.TestPerson.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and certificates as a route gives them; SmimeIT shows what becomes of the mails. */
class SmimeOptionsTest extends EmailReaderFixture {

    private static final KeyPair KEYS = TestPerson.newKeys("EC", 256);
    private static final TestPerson ANN = TestPerson.of(KEYS, "ann@example.com");
    private static final TestPerson BOB = TestPerson.ec(256, "bob@example.com", "robert@example.com");
    private static final String TO_BOB = FROM + "&to=bob@example.com";

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return "file:" + Files.writeString(folder.resolve(name), text);
    }

    private SmtpConfiguration defaults() {
        return context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
    }

    private void signAs(TestPerson person) {
        defaults().setSmimeSigningKey(person.keyPem());
        defaults().setSmimeSigningCertificates(person.certificatePem());
    }

    private static TestPerson of(Request request) {
        return request.person();
    }

    @Test
    void readsFilesWithMoreInThemInAnyOrder() throws Exception {
        String all = file("ann.pem", TestPerson.authorityPem() + ANN.keyPem() + ANN.certificatePem());
        String readers = file("readers.pem", "Bob:\n" + BOB.certificatePem() + ANN.certificatePem());
        String options = TO_BOB + "&smimeSigningKey=" + all + "&smimeSigningCertificates=" + all;

        assertThat(mail(options, "Hello", Map.of()).tree()).isEqualTo("signed[text/plain,application/pkcs7-signature]");
        mailers.sent.clear();
        assertThat(mail(options + "&smimeEncryptionCertificates=" + readers, "Hello", Map.of())
                        .tree())
                .isEqualTo("application/pkcs7-mime");
    }

    @Test
    void changesNothingUnlessToldTo() throws Exception {
        assertThat(mail(TO_BOB, "Hello", Map.of()).tree()).isEqualTo("text/plain");
    }

    static Stream<Arguments> mistakes() {
        TestPerson old = of(new Request(KEYS).addresses("ann@example.com").from(NOW.minus(Duration.ofDays(700))));
        TestPerson future = of(new Request(KEYS).addresses("ann@example.com").from(NOW.plus(Duration.ofDays(2))));
        TestPerson server = of(new Request(KEYS).usage(KeyUsage.keyEncipherment));
        TestPerson shortRsa = TestPerson.of(TestPerson.newKeys("RSA", 1024));
        TestPerson ed25519 = TestPerson.of(TestPerson.newKeys("Ed25519", 255));
        String key = ANN.keyPem();
        String certificate = ANN.certificatePem();
        String encrypted = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        return Stream.of(
                Arguments.of(key, null, null, "smimeSigningCertificates: is missing"),
                Arguments.of(null, certificate, null, "smimeSigningKey: is missing"),
                Arguments.of(key, BOB.certificatePem(), null, "none of them belongs to smimeSigningKey"),
                Arguments.of(key, TestPerson.authorityPem(), null, "none of them belongs to smimeSigningKey"),
                Arguments.of(key, old.certificatePem(), null, "the certificate of ann@example.com expired on 2026-07-"),
                Arguments.of(key, future.certificatePem(), null, "is not valid before 2026-11-03"),
                Arguments.of(key, server.certificatePem(), null, "is not meant for signing"),
                Arguments.of(key, key, null, "smimeSigningCertificates: holds no certificate"),
                Arguments.of(certificate, certificate, null, "smimeSigningKey: holds no private key"),
                Arguments.of(encrypted, certificate, null, "smimeSigningKey: "),
                Arguments.of(key.replace("M", "?"), certificate, null, "smimeSigningKey: is no PEM text"),
                Arguments.of("ann.pem", certificate, null, "smimeSigningKey: is neither a PEM text nor a resource"),
                Arguments.of("file:/nowhere/ann.pem", certificate, null, "smimeSigningKey: cannot be read"),
                Arguments.of(key, "classpath:nowhere.pem", null, "smimeSigningCertificates: cannot be read"),
                Arguments.of(shortRsa.keyPem(), certificate, null, "smimeSigningKey: has 1024 bits"),
                Arguments.of(ed25519.keyPem(), certificate, null, "smimeSigningKey: is of the kind Ed"),
                Arguments.of(null, null, key, "smimeEncryptionCertificates: holds no certificate"),
                Arguments.of(null, null, "bob.pem", "smimeEncryptionCertificates: is neither a PEM text"),
                Arguments.of(null, null, TestPerson.authorityPem(), "CN=Mail Authority names no mail address"),
                Arguments.of(null, null, ed25519.certificatePem(), "names no mail address"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatCannotProtect(String key, String certificates, String readers, String problem) {
        defaults().setSmimeSigningKey(key);
        defaults().setSmimeSigningCertificates(certificates);
        defaults().setSmimeEncryptionCertificates(readers);

        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:mail.example.com?" + TO_BOB))
                .cause()
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .message()
                .contains(problem)
                .doesNotContain("\n")
                .doesNotContain(ANN.keyPem().substring(40, 60));
    }

    @Test
    void signsAsTheAuthorOrTheSenderOnly() throws Exception {
        signAs(ANN);

        assertThat(refusal("from=eve@example.com&to=bob@example.com", "Hello", Map.of()))
                .contains("the certificate is of ann@example.com, and the mail is from eve@example.com");
        assertThat(mail("from=eve@example.com&to=bob@example.com", "Hello", Map.of("Sender", "ANN@example.com"))
                        .tree())
                .startsWith("signed[");
    }

    @Test
    void takesTheAddressFromTheSubjectAsWell() throws Exception {
        signAs(of(new Request(KEYS).subject("CN=Ann,E=ann@example.com")));

        assertThat(mail(TO_BOB, "Hello", Map.of()).tree()).startsWith("signed[");
        mailers.sent.clear();
        assertThat(refusal("from=eve@example.com&to=bob@example.com", "Hello", Map.of()))
                .contains("ann@example.com");
    }

    @Test
    void sendsNothingInClearToWhoHasNoCertificate() {
        TestPerson old = of(new Request(KEYS).addresses("old@example.com").from(NOW.minus(Duration.ofDays(700))));
        TestPerson signing = of(new Request(KEYS).addresses("signs@example.com").usage(KeyUsage.digitalSignature));
        defaults()
                .setSmimeEncryptionCertificates(BOB.certificatePem() + old.certificatePem() + signing.certificatePem());

        assertThat(refusal(
                        FROM + "&to=robert@example.com,zoe@example.com&cc=old@example.com,signs@example.com",
                        "Hello",
                        Map.of()))
                .contains("smimeEncryptionCertificates: has no valid certificate of zoe@example.com,"
                        + " old@example.com (it expired on 2026-07-")
                .contains("signs@example.com (it is not meant for encrypting)")
                .doesNotContain("robert@");
    }

    @Test
    void showsNoBccRecipientByEncrypting() throws Exception {
        defaults().setSmimeEncryptionCertificates(BOB.certificatePem() + ANN.certificatePem());

        assertThat(refusal(TO_BOB + "&bcc=ann@example.com", "Hello", Map.of()))
                .contains("cannot go to Bcc: ann@example.com");
        assertThat(mail(TO_BOB + "&bcc=BOB@example.com", "Hello", Map.of()).tree())
                .isEqualTo("application/pkcs7-mime");
    }

    @Test
    void encryptsForTheNewCertificateBesideTheOldOne() throws Exception {
        TestPerson old = of(new Request(TestPerson.newKeys("EC", 256))
                .addresses("bob@example.com")
                .from(NOW.minus(Duration.ofDays(700))));
        defaults().setSmimeEncryptionCertificates(old.certificatePem() + BOB.certificatePem());

        assertThat(mail(TO_BOB, "Hello", Map.of()).tree()).isEqualTo("application/pkcs7-mime");
    }

    @Test
    void protectsAMimeMessageThatHasSevenBits() throws Exception {
        signAs(ANN);
        String head = "From: ann@example.com\r\nTo: bob@example.com\r\nSubject: x\r\nX-Y: 1\r\n";
        String seven = head + "Content-Type: text/plain;\r\n charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n";

        ReceivedMail mail = mail("bodyAs=MIME&" + TO_BOB, seven.getBytes(StandardCharsets.US_ASCII), Map.of());
        assertThat(mail.text()).isEqualTo("Grüße\r\n");
        assertThat(mail.tree()).isEqualTo("signed[text/plain,application/pkcs7-signature]");
        assertThat(mail.headerNames())
                .containsExactlyInAnyOrder(
                        "From", "To", "Subject", "X-Y", "Date", "Message-ID", "MIME-Version", "Content-Type");

        mailers.sent.clear();
        String eight = head + "Content-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n";
        assertThat(refusal("bodyAs=MIME&" + TO_BOB, eight.getBytes(StandardCharsets.UTF_8), Map.of()))
                .contains("has parts of 8 bits, which S/MIME cannot protect");
    }

    @Test
    void seesWhoStandsInAMimeMessage() throws Exception {
        defaults().setSmimeEncryptionCertificates(BOB.certificatePem() + ANN.certificatePem());
        byte[] mail = "From: ann@example.com\r\nTo: Bob <bob@example.com>\r\nBcc: ann@example.com\r\n\r\nx\r\n"
                .getBytes(StandardCharsets.US_ASCII);

        assertThat(refusal("bodyAs=MIME", mail, Map.of())).contains("cannot go to Bcc: ann@example.com");
        assertThat(mail("bodyAs=MIME&to=bob@example.com", mail, Map.of()).tree())
                .isEqualTo("application/pkcs7-mime");
    }

    @Test
    void keepsTheMessageIdAndTheOrderOfTheFields() throws Exception {
        signAs(ANN);

        assertThat(mail(TO_BOB, "Hello", Map.of("OwnMessageId", "<1@example.com>"))
                        .headerNames())
                .isEqualTo(List.of("Date", "From", "To", "Message-ID", "MIME-Version", "Content-Type"));
    }

    @Test
    void showsNoKeyInTheUri() {
        String uri = "smtp-connector:mail.example.com?" + TO_BOB + "&smimeSigningKey=RAW(" + ANN.keyPem()
                + ")&smimeSigningCertificates=RAW(" + ANN.certificatePem() + ")";

        assertThat(context.getEndpoint(uri))
                .asString()
                .contains("smimeSigningKey=xxxxxx")
                .doesNotContain("BEGIN PRIVATE");
    }
}
