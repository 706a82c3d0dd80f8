// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AUTH: which mechanism, and what its refusal means. */
class LoginFaultTest {

    @ParameterizedTest
    @CsvSource({
        "PLAIN LOGIN CRAM-MD5, , AUTH CRAM-MD5",
        "LOGIN PLAIN, , AUTH PLAIN",
        "LOGIN, , AUTH LOGIN",
        "PLAIN LOGIN CRAM-MD5, LOGIN, AUTH LOGIN",
        "PLAIN LOGIN CRAM-MD5, plain, AUTH PLAIN",
    })
    void takesTheStrongestMechanismOrTheNamedOne(String offered, String named, String command) {
        String password = "p&q=?#%+ \"é";
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("mé@test.example", password, offered.split(" "))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("mé@test.example", password)) {
            if (named != null) {
                mailer.mechanism(named);
            }
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands()).anyMatch(line -> line.startsWith(command));
        }
    }

    /** RFC 4954 section 4: the first response goes with the command only where both fit into 512 octets. */
    @ParameterizedTest
    @CsvSource({"368, true", "369, false", "9000, false"})
    void aLongLoginDoesNotMakeTheCommandTooLong(int length, boolean atOnce) {
        String password = "x".repeat(length);
        try (SmtpTestServer server =
                        new SmtpTestServer().login("me", password, "PLAIN").start();
                MailerFixture mailer = new MailerFixture(server).login("me", password)) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands().contains("AUTH PLAIN")).isEqualTo(!atOnce);
        }
    }

    @Test
    void aWrongPasswordIsPermanentAndNeverShown() {
        for (String mechanism : List.of("PLAIN", "LOGIN", "CRAM-MD5")) {
            try (SmtpTestServer server =
                            new SmtpTestServer().login("me", "right", mechanism).start();
                    MailerFixture mailer = new MailerFixture(server).login("me", "wr0ng-s3cret")) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure).isInstanceOf(PermanentSmtpException.class);
                assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
                assertThat(failure.getPhase()).isEqualTo(Phase.AUTH);
                assertThat(failure.getReply().code()).isEqualTo(535);
                assertThat(failure.toString()).doesNotContain("wr0ng-s3cret");
                assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "534 5.7.9 too weak, AUTH, false",
        "538 5.7.11 encrypt, AUTH, false",
    })
    void aRefusalIsClassified(String reply, Category category, boolean retryable) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("me", "secret", "PLAIN")
                        .on("AUTH", Fault.reply(reply))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getCategory()).isEqualTo(category);
            assertThat(failure.getPhase()).isEqualTo(Phase.AUTH);
            assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
        }
    }

    @Test
    void noLoginOfferedIsAnErrorAndNotALoginLeftOut() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            assertThat(mailer.failure("hello\r\n").getCategory()).isEqualTo(Category.AUTH);
            assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void noCommonMechanismNamesWhatTheServerOffers() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("me", "secret", "GSSAPI", "NTLM")
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            assertThat(mailer.failure("hello\r\n")).hasMessageContaining("GSSAPI, NTLM");
        }
    }

    @Test
    void aChallengeThatIsNoBase64IsCancelled() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .login("me", "secret", "CRAM-MD5")
                        .on("AUTH", Fault.reply("334 !!!"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            assertThat(mailer.failure("hello\r\n").getPhase()).isEqualTo(Phase.AUTH);
            assertThat(server.commands()).endsWith("AUTH CRAM-MD5", "*");
        }
    }
}
