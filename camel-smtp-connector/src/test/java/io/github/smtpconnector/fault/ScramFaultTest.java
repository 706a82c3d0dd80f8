// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM: what the client says, and that it does not believe a server that proves nothing. */
class ScramFaultTest {

    /** The ligature and the e with its accent apart are other octets before SASLprep (RFC 4013) than after. */
    private static final String PASSWORD = "\uFB01ne e\u0301,=&?#%+ \"";

    private static SmtpTestServer server(String... mechanisms) {
        return new SmtpTestServer()
                .startTls(TestCertificates.shared().localhost())
                .login("m,e=@test.example", PASSWORD, mechanisms);
    }

    private static MailerFixture mailer(SmtpTestServer server) {
        return new MailerFixture(server).login("m,e=@test.example", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN SCRAM-SHA-1 SCRAM-SHA-256 CRAM-MD5, , SCRAM-SHA-256, y",
        "SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS, , SCRAM-SHA-256-PLUS, p=tls-server-end-point",
        "SCRAM-SHA-1 SCRAM-SHA-1-PLUS CRAM-MD5, , SCRAM-SHA-1-PLUS, p=tls-server-end-point",
        "SCRAM-SHA-1 CRAM-MD5 LOGIN, , SCRAM-SHA-1, y",
        "SCRAM-SHA-256 SCRAM-SHA-256-PLUS, SCRAM-SHA-256, SCRAM-SHA-256, n",
        "SCRAM-SHA-256 SCRAM-SHA-1-PLUS, SCRAM-SHA-256, SCRAM-SHA-256, n",
        "SCRAM-SHA-256 PLAIN, scram-sha-256, SCRAM-SHA-256, y",
    })
    void takesTheStrongestAndBindsItToTheCertificateWhereOffered(
            String offered, String named, String used, String flag) {
        try (SmtpTestServer server = server(offered.split(" ")).start();
                MailerFixture mailer = mailer(server).tls(TlsPolicy.Mode.STARTTLS_REQUIRED)) {
            if (named != null) {
                mailer.mechanism(named);
            }
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands()).anyMatch(line -> line.startsWith("AUTH " + used + " "));
            assertThat(server.logins().scramFlags()).containsExactly(flag);
        }
    }

    @Test
    void saysInClearThatItCannotBind() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("m,e=@test.example", PASSWORD, "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS")
                        .start();
                MailerFixture mailer = mailer(server)) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.logins().scramFlags()).containsExactly("n");
        }
    }

    @Test
    void aBoundMechanismNeedsTls() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("me", "secret", "SCRAM-SHA-256-PLUS")
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).login("me", "secret").mechanism("SCRAM-SHA-256-PLUS")) {
            assertThat(mailer.failure("hello\r\n"))
                    .hasMessageContaining("SCRAM-SHA-256-PLUS cannot be used")
                    .hasMessageContaining("useTls=true");
        }
    }

    @Test
    void aWrongPasswordIsPermanentAndNeverShown() {
        try (SmtpTestServer server = server("SCRAM-SHA-256").start();
                MailerFixture mailer = new MailerFixture(server).login("m,e=@test.example", "wr0ng-s3cret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure.getReply().code()).isEqualTo(535);
            assertThat(failure.toString()).doesNotContain("wr0ng-s3cret");
        }
    }

    @Test
    void aServerWithAForgedSignatureGetsNoMail() {
        try (SmtpTestServer server = server("SCRAM-SHA-256");
                MailerFixture mailer = mailer(server)) {
            server.logins().forgedSignature();
            server.start();
            assertNotTrusted(mailer.failure("hello\r\n"), server);
        }
    }

    @Test
    void aServerThatLetsUsInWithoutASignatureGetsNoMail() {
        try (SmtpTestServer server = server("SCRAM-SHA-256");
                MailerFixture mailer = mailer(server)) {
            server.logins().noSignature();
            server.start();
            assertNotTrusted(mailer.failure("hello\r\n"), server);
        }
    }

    private static void assertNotTrusted(SmtpConnectorException failure, SmtpTestServer server) {
        assertThat(failure).isInstanceOf(PermanentSmtpException.class).hasMessageContaining("knows the password");
        assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
        assertThat(failure.getPhase()).isEqualTo(Phase.AUTH);
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void aServerThatAsksForEndlessWorkIsRefused() {
        try (SmtpTestServer server = server("SCRAM-SHA-256");
                MailerFixture mailer = mailer(server)) {
            server.logins().iterations(2_000_000_000);
            server.start();
            assertThat(mailer.failure("hello\r\n")).hasMessageContaining("iterations");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "r=other,s=c2FsdA==,i=4096", "r=,s=,i=", "m=ext,r=a,s=c2FsdA==,i=4096"})
    void aChallengeThatIsNoScramIsAnAuthFailure(String challenge) {
        String encoded = Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.UTF_8));
        try (SmtpTestServer server = server("SCRAM-SHA-256")
                        .on("AUTH", Fault.reply("334 " + encoded))
                        .start();
                MailerFixture mailer = mailer(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
        }
    }

    @Test
    void aPasswordThatScramCannotUseIsNotShown() {
        try (SmtpTestServer server = server("SCRAM-SHA-256").start();
                MailerFixture mailer = new MailerFixture(server).login("me", "sec\u0007ret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure).hasMessageContaining("cannot be used by SCRAM").hasNoCause();
            assertThat(failure.toString()).doesNotContain("sec\\u0007");
        }
    }
}
