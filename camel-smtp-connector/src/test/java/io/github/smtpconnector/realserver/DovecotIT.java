// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TokenServer;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole component against Dovecot's submission service, which passes mail on to the test server. */
class DovecotIT {

    private static final String LOGIN =
            "&username=" + DovecotServer.USERNAME + "&password=RAW(" + DovecotServer.PASSWORD + ")";

    private static String fetching() {
        return "&username=" + DovecotServer.USERNAME + "&oauthTokenUri=" + tokens.tokenUri()
                + "&oauthClientId=connector&oauthClientSecret=secret";
    }

    private static SmtpTestServer relay;
    private static TokenServer tokens;
    private static DovecotServer server;
    private static PostfixClient camel;

    @BeforeAll
    static void start() throws Exception {
        DovecotServer.assumeAvailable();
        relay = new SmtpTestServer().start();
        tokens = new TokenServer(DovecotServer.USERNAME);
        server = DovecotServer.start(relay.port(), tokens.introspectionUri());
        camel = new PostfixClient();
    }

    @AfterAll
    static void stop() throws Exception {
        if (camel != null) {
            camel.close();
        }
        if (server != null) {
            server.close();
            tokens.close();
            relay.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
    void logsInByPassword(String mechanism) {
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + LOGIN + "&authMechanism=" + mechanism,
                Map.of("To", mechanism + "@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(relay.mails()).anyMatch(mail -> mail.recipients().contains(mechanism + "@example.com"));
        server.awaitLog("method=" + mechanism + ",");
    }

    /** A long one is more than Dovecot reads in one command. */
    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, short", "XOAUTH2, short", "OAUTHBEARER, long", "XOAUTH2, long"})
    void logsInByATokenThatItFetched(String mechanism, String scope) {
        String recipient = mechanism + "-" + scope + "@example.com";
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + fetching() + "&oauthScope=" + scope + "&authMechanism=" + mechanism,
                Map.of("To", recipient));

        assertThat(sent.getException()).isNull();
        assertThat(relay.mails()).anyMatch(mail -> mail.recipients().contains(recipient));
        server.awaitLog("method=" + mechanism + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
    void replacesATokenThatWasRevoked(String mechanism) {
        String options = PostfixClient.TRUST + fetching() + "&oauthScope=revoked-" + mechanism
                + "&maxMessagesPerConnection=1&authMechanism=" + mechanism;
        assertThat(camel.send(server.port(DovecotDoor.STARTTLS), options, Map.of("To", "a@example.com"))
                        .getException())
                .isNull();
        int before = tokens.requests().size();
        tokens.revoke("token-" + before);

        Exchange sent = camel.send(server.port(DovecotDoor.STARTTLS), options, Map.of("To", "b@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(tokens.requests()).hasSize(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, invalid_token", "XOAUTH2, 401"})
    void showsWhatItHidesInItsChallengeWhenATokenIsRefused(String mechanism, String status) {
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + "&username=" + DovecotServer.USERNAME + "&accessToken=unheard-of&authMechanism="
                        + mechanism,
                Map.of("To", "nobody@example.com"));

        assertThat(sent.getException()).isInstanceOfSatisfying(PermanentSmtpException.class, failure -> {
            assertThat(failure.getCategory()).isEqualTo(Category.OAUTH_TOKEN);
            assertThat(failure)
                    .hasMessageContaining("{\"status\":\"" + status + "\"")
                    .hasMessageContaining("535")
                    .hasMessageNotContaining("unheard-of");
        });
    }

    @Test
    void takesTheStrongestByItself() throws Exception {
        try (DovecotServer other = DovecotServer.start(relay.port(), null)) {
            assertThat(camel.send(
                                    other.port(DovecotDoor.STARTTLS),
                                    PostfixClient.TRUST + LOGIN,
                                    Map.of("To", "strongest@example.com"))
                            .getException())
                    .isNull();
            other.awaitLog("method=SCRAM-SHA-256,");
        }
    }

    @Test
    void namesAWrongPasswordAsSuch() {
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + "&username=" + DovecotServer.USERNAME
                        + "&password=guessed&authMechanism=SCRAM-SHA-256",
                Map.of("To", "nobody@example.com"));

        assertThat(sent.getException()).isInstanceOfSatisfying(PermanentSmtpException.class, failure -> {
            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure).hasMessageContaining("535").hasMessageNotContaining("guessed");
        });
    }

    @Test
    void isNotAskedForNotificationsThatItDoesNotOffer() {
        Exchange sent = camel.send(
                server.port(DovecotDoor.STARTTLS),
                PostfixClient.TRUST + LOGIN + "&dsnNotify=SUCCESS",
                Map.of("To", "notified@example.com"));

        assertThat(sent.getException()).isInstanceOfSatisfying(PermanentSmtpException.class, failure -> {
            assertThat(failure.getCategory()).isEqualTo(Category.CAPABILITY);
            assertThat(failure).hasMessageContaining("the server has no DSN");
        });
        assertThat(relay.commands()).noneMatch(line -> line.contains("notified@example.com"));
    }

    @Test
    void logsInOverImplicitTls() {
        Exchange sent = camel.send(
                server.port(DovecotDoor.IMPLICIT_TLS),
                "&tlsMode=IMPLICIT" + PostfixClient.TRUST + LOGIN,
                Map.of("To", "implicit@example.com"));

        assertThat(sent.getException()).isNull();
        assertThat(relay.mails()).anyMatch(mail -> mail.recipients().contains("implicit@example.com"));
    }
}
