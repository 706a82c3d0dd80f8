// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import io.github.smtpconnector.wire.login.TokenSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by access token, and what becomes of a token that the server refuses. */
class TokenFaultTest {

    private static final String USER = "m,e=@test.example";

    private final List<String> asked = new ArrayList<>();

    /** Gives these, one after the other, each as if it had lain there, the last one again and again. */
    private TokenSource kept(String... tokens) {
        return refused -> {
            asked.add(String.valueOf(refused));
            return new AccessToken(tokens[Math.min(asked.size(), tokens.length) - 1], false);
        };
    }

    private static SmtpTestServer server(String... mechanisms) {
        SmtpTestServer server = new SmtpTestServer().offering(mechanisms);
        server.logins().allow(USER, "good-token");
        return server.start();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN LOGIN XOAUTH2, , XOAUTH2",
        "XOAUTH2 OAUTHBEARER, , OAUTHBEARER",
        "XOAUTH2 OAUTHBEARER, XOAUTH2, XOAUTH2",
        "SCRAM-SHA-256 OAUTHBEARER PLAIN, oauthbearer, OAUTHBEARER",
    })
    void takesTheMechanismForTokens(String offered, String named, String used) {
        try (SmtpTestServer server = server(offered.split(" "));
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, kept("good-token")))) {
            if (named != null) {
                mailer.mechanism(named);
            }
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands()).anyMatch(line -> line.startsWith("AUTH " + used + " "));
        }
    }

    @Test
    void theTokenAloneWillDoForOauthbearer() {
        try (SmtpTestServer server = server("OAUTHBEARER", "XOAUTH2");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(null, kept("good-token")))) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
        }
    }

    /** Providers give tokens of some thousand characters, and servers read no command of that length. */
    @ParameterizedTest
    @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER"})
    void aLongTokenWaitsUntilTheServerAsksForIt(String mechanism) {
        String token = "x".repeat(5000);
        try (SmtpTestServer server = new SmtpTestServer().offering(mechanism).start();
                MailerFixture mailer = new MailerFixture(server)
                        .login(new TokenLogin(USER, kept(token)))
                        .maxMessages(1)) {
            server.logins().allow(USER, token);

            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(server.commands()).containsSequence("AUTH " + mechanism, "(AUTH response)");

            server.logins().revoke(token);
            assertThat(mailer.failure("hello\r\n"))
                    .as("its error is shown as well")
                    .hasMessageContaining("https://mail.test.example/");
        }
    }

    @Test
    void aServerThatTakesPasswordsOnlyIsSentNoToken() {
        try (SmtpTestServer server = server("PLAIN", "LOGIN");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, kept("good-token")))) {
            assertThat(mailer.failure("hello\r\n"))
                    .hasMessageContaining("PLAIN, LOGIN")
                    .hasMessageContaining("OAUTHBEARER, XOAUTH2");
            assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void aRefusedTokenIsReplacedOnceAndTheMailGoesOverAnotherConnection() {
        try (SmtpTestServer server = server("XOAUTH2");
                MailerFixture mailer =
                        new MailerFixture(server).login(new TokenLogin(USER, kept("revoked", "good-token")))) {
            assertThat(mailer.send("hello\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(asked).containsExactly("null", "revoked");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER"})
    void aTokenRefusedTwiceIsAnErrorThatShowsWhatTheServerHid(String mechanism) {
        try (SmtpTestServer server = server(mechanism);
                MailerFixture mailer =
                        new MailerFixture(server).login(new TokenLogin(USER, kept("revoked-1", "revoked-2")))) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
            assertThat(failure.getPhase()).isEqualTo(Phase.AUTH);
            assertThat(failure.getReply().code()).isEqualTo(535);
            assertThat(failure)
                    .hasMessageContaining("{\"status\":\"401\",\"scope\":\"https://mail.test.example/\"}")
                    .hasMessageNotContaining("revoked");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void theSameTokenIsNotTriedTwice() {
        try (SmtpTestServer server = server("XOAUTH2");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, kept("revoked")))) {
            assertThat(mailer.failure("hello\r\n").getCategory()).isEqualTo(Category.OAUTH_TOKEN);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFreshTokenIsNotReplaced() {
        TokenSource fresh = refused -> {
            asked.add(String.valueOf(refused));
            return new AccessToken("fresh-" + asked.size(), true);
        };
        try (SmtpTestServer server = server("XOAUTH2");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, fresh))) {
            assertThat(mailer.failure("hello\r\n").getCategory()).isEqualTo(Category.OAUTH_TOKEN);
            assertThat(asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 later, AUTH, true", "421 4.7.0 bye, TRANSIENT, true", "530 5.7.57 disabled, AUTH, false"})
    void anotherRefusalIsNotTheTokensFault(String reply, Category category, boolean retryable) {
        try (SmtpTestServer server = new SmtpTestServer()
                        .offering("XOAUTH2")
                        .on("AUTH", Fault.reply(reply))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, kept("one", "other")))) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            assertThat(failure.getCategory()).isEqualTo(category);
            assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void withoutATokenNoConnectionIsMade() {
        TokenSource none = refused -> {
            throw Failure.retryable(Category.OAUTH_TOKEN, "the token endpoint is asleep")
                    .toException();
        };
        try (SmtpTestServer server = server("XOAUTH2");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, none))) {
            assertThat(mailer.failure("hello\r\n"))
                    .isInstanceOf(RetryableSmtpException.class)
                    .hasMessageContaining("AUTH 127.0.0.1:" + server.port())
                    .hasMessageContaining("asleep");
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\u0001auth=Bearer b", "t\r\nRCPT", "tökén"})
    void aTokenThatCouldBreakOutOfItsFieldIsNotSent(String token) {
        try (SmtpTestServer server = server("XOAUTH2");
                MailerFixture mailer = new MailerFixture(server).login(new TokenLogin(USER, kept(token)))) {
            assertThat(mailer.failure("hello\r\n").getCategory()).isEqualTo(Category.OAUTH_TOKEN);
            assertThat(server.connections()).isZero();
        }
    }
}
