// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that offer mechanisms which they have not, or ask for a login in their own words. */
class MechanismFaultTest {

    private static final String UNKNOWN = "504 5.5.4 unrecognized authentication type";
    private static final String WEAK = "534 5.7.9 mechanism is too weak";
    private static final String WRONG = "535 5.7.8 no";

    private final SmtpTestServer server = new SmtpTestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private MailerFixture mailer() {
        return new MailerFixture(server.start()).login("me", "secret");
    }

    private MailerFixture secured() {
        server.startTls(TestCertificates.shared().localhost());
        return mailer().tls(TlsPolicy.Mode.STARTTLS_REQUIRED);
    }

    /** The mechanisms that were tried, in turn. */
    private List<String> tried() {
        return server.commands().stream()
                .filter(command -> command.startsWith("AUTH "))
                .map(command -> command.split(" ", -1)[1])
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"Username:, Password:", "!, !", "'',''", "User Name, User Password", "VXNlcg, UGFzcw"})
    void thePromptsOfLoginMeanNothing(String first, String second) {
        server.login("me", "secret", "LOGIN").logins().prompts(first, second);
        try (MailerFixture mailer = mailer()) {
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, WEAK})
    void theNextMechanismIsTriedWhereTheServerHasNotTheFirst(String reply) {
        server.login("me", "secret", "SCRAM-SHA-256", "PLAIN", "LOGIN")
                .on("AUTH", 1, Fault.reply(reply))
                .on("AUTH", 2, Fault.reply(reply));
        try (MailerFixture mailer = secured()) {
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(tried()).containsExactly("SCRAM-SHA-256", "PLAIN", "LOGIN");
        }
    }

    @Test
    void aMechanismThatIsNamedIsTheOnlyOne() {
        server.login("me", "secret", "PLAIN", "LOGIN").on("AUTH", Fault.reply(UNKNOWN));
        try (MailerFixture mailer = mailer().mechanism("PLAIN")) {
            assertThat(mailer.failure("mail\r\n").getReply().code()).isEqualTo(504);
            assertThat(tried()).containsExactly("PLAIN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WRONG, "454 4.7.0 later", "501 5.5.2 cannot decode", "538 5.7.11 encrypt", "550 5.7.1 no"})
    void anyOtherRefusalIsTheLastWord(String reply) {
        server.login("me", "secret", "PLAIN", "LOGIN").on("AUTH", Fault.reply(reply));
        try (MailerFixture mailer = mailer()) {
            assertThat(mailer.failure("mail\r\n").getReply()).hasToString(reply);
            assertThat(tried()).as("each try counts against the account").containsExactly("PLAIN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        UNKNOWN + ", " + WRONG + ", 535",
        WEAK + ", " + UNKNOWN + ", 534",
        WEAK + ", " + WRONG + ", 535",
        UNKNOWN + ", " + UNKNOWN + ", 504",
    })
    void theRefusalThatSaysMostIsTold(String first, String second, int told) {
        server.login("me", "secret", "PLAIN", "LOGIN")
                .on("AUTH", 1, Fault.reply(first))
                .on("AUTH", 2, Fault.reply(second));
        try (MailerFixture mailer = mailer()) {
            SmtpConnectorException failure = mailer.failure("mail\r\n");
            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure.getReply().code()).isEqualTo(told);
        }
    }

    @Test
    void aServerThatHangsUpOverItsRefusalHasStillRefused() {
        server.login("me", "secret", "PLAIN", "LOGIN").on("AUTH", Fault.replyAndClose(WEAK));
        try (MailerFixture mailer = mailer()) {
            assertThat(mailer.failure("mail\r\n").getReply()).hasToString(WEAK);
        }
    }

    @Test
    void underTlsCramMd5IsTheLastThatIsTried() {
        server.login("me", "secret", "CRAM-MD5", "LOGIN", "PLAIN", "SCRAM-SHA-1")
                .on("AUTH", 1, Fault.reply(UNKNOWN))
                .on("AUTH", 2, Fault.reply(UNKNOWN))
                .on("AUTH", 3, Fault.reply(UNKNOWN));
        try (MailerFixture mailer = secured()) {
            mailer.send("mail\r\n");
            assertThat(tried()).containsExactly("SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256 PLAIN LOGIN, true, authMechanism=PLAIN",
        "SCRAM-SHA-1 LOGIN, true, authMechanism=LOGIN",
        "CRAM-MD5 PLAIN, false, authMechanism=PLAIN",
    })
    void aChallengeThatIsRefusedMayBeOneThatTheServerCannotCheck(String offered, boolean tls, String advice) {
        server.login("me", "another", offered.split(" "));
        try (MailerFixture mailer = tls ? secured() : mailer()) {
            assertThat(mailer.failure("mail\r\n"))
                    .hasMessageContaining("tried by " + offered.split(" ")[0])
                    .hasMessageContaining(advice)
                    .hasMessageContaining("RAW(...)");
            assertThat(tried()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN LOGIN", "CRAM-MD5"})
    void whereNothingElseIsLeftToSetTheAdviceIsTheUsualOne(String offered) {
        server.login("me", "another", offered.split(" "));
        try (MailerFixture mailer = mailer()) {
            assertThat(mailer.failure("mail\r\n"))
                    .hasMessageContaining(
                            "Check username, password and authMechanism. In the URI of an endpoint a password"
                                    + " stands in RAW(...)")
                    .hasMessageNotContaining("authMechanism=");
        }
    }
}
