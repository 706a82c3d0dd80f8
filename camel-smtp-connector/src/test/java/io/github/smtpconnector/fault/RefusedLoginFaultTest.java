// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.DeliveryState;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.wire.login.AccessToken;
import io.github.smtpconnector.wire.login.TokenLogin;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Providers lock an account after a few refused logins, so not each mail tries one. */
class RefusedLoginFaultTest {

    private static final String USER = "me@test.example";

    private static long logins(SmtpTestServer server) {
        return server.commands().stream()
                .filter(line -> line.startsWith("AUTH"))
                .count();
    }

    private static void refused(MailerFixture mailer) {
        assertThat(mailer.failure("mail\r\n"))
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining("535");
    }

    @Test
    void isTriedLessAndLessOftenWhileItIsRefused() {
        try (SmtpTestServer server =
                        new SmtpTestServer().login("me", "right", "PLAIN").start();
                MailerFixture mailer = new MailerFixture(server).login("me", "wrong")) {
            int tried = 0;
            for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
                tried++;
                for (int i = 0; i < 5; i++) {
                    refused(mailer);
                }
                assertThat(logins(server)).isEqualTo(tried);
                assertThat(mailer.stats().loginPause()).isEqualTo(Duration.ofSeconds(seconds));
                mailer.clock.advance(Duration.ofSeconds(seconds).minusNanos(1));
                mailer.letGo().pools.sweep();
                refused(mailer);
                assertThat(logins(server)).isEqualTo(tried);
                mailer.clock.advance(Duration.ofNanos(1));
            }
        }
    }

    @Test
    void goesOnWithTheFirstThatIsNotRefused() {
        try (SmtpTestServer server = new SmtpTestServer().offering("XOAUTH2").start();
                MailerFixture mailer = new MailerFixture(server)
                        .login(new TokenLogin(USER, refused -> new AccessToken("token", false)))
                        .maxMessages(1)) {
            refused(mailer);
            server.logins().allow(USER, "token");
            refused(mailer);
            mailer.passBackOff();
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            server.logins().revoke("token");
            refused(mailer);
            assertThat(mailer.stats().loginPause()).as("the first again").isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void anotherTokenIsTriedAtOnce() {
        AtomicReference<String> token = new AtomicReference<>("old");
        try (SmtpTestServer server = new SmtpTestServer().offering("XOAUTH2").start();
                MailerFixture mailer = new MailerFixture(server)
                        .login(new TokenLogin(USER, refused -> new AccessToken(token.get(), false)))) {
            server.logins().allow(USER, "new");
            refused(mailer);
            refused(mailer);
            assertThat(logins(server)).isOne();
            token.set("new");
            assertThat(mailer.send("mail\r\n").state()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(mailer.stats().loginPause()).isZero();
        }
    }

    @Test
    void aSourceOfEverNewTokensIsNoReasonToTryWithEachMail() {
        AtomicInteger count = new AtomicInteger();
        try (SmtpTestServer server = new SmtpTestServer().offering("XOAUTH2").start();
                MailerFixture mailer = new MailerFixture(server)
                        .login(new TokenLogin(
                                USER, refused -> new AccessToken("token-" + count.incrementAndGet(), true)))) {
            for (int i = 0; i < 20; i++) {
                refused(mailer);
            }
            assertThat(logins(server)).isEqualTo(2);
        }
    }
}
