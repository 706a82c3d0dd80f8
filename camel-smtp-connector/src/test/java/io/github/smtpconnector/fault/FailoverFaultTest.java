// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.outcome.Verification;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When another server takes over, and when none may. */
class FailoverFaultTest {

    private static final Fault BUSY = Fault.replyAndClose("421 4.7.0 too many of you");

    private final TestCertificates certificates = TestCertificates.shared();
    private final SmtpTestServer first = server();
    private final SmtpTestServer second = server();
    private final MailerFixture mailer = new MailerFixture(first)
            .host("localhost")
            .fallbacks("127.0.0.1", second)
            .tls(TlsPolicy.Mode.STARTTLS_REQUIRED)
            .login("me", "secret");

    private SmtpTestServer server() {
        return new SmtpTestServer().startTls(certificates.localhost()).login("me", "secret", "PLAIN");
    }

    @BeforeEach
    void start() {
        first.start();
        second.start();
    }

    @AfterEach
    void close() {
        mailer.close();
        first.close();
        second.close();
    }

    private static Fault fault(String what) {
        return switch (what) {
            case "close" -> Fault.close();
            case "garbage" -> Fault.raw("what?\r\n");
            default -> Fault.replyAndClose(what);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 4.7.0 busy",
        "GREETING, 554 5.7.1 no service",
        "GREETING, close",
        "GREETING, garbage",
        "EHLO, 450 4.3.2 later",
        "EHLO, close",
        "STARTTLS, 454 4.7.0 no TLS now",
        "HANDSHAKE, close",
        "AUTH, 454 4.7.0 cannot look you up now",
        "AUTH, 421 4.7.0 busy",
    })
    void anotherServerTakesOverWhileNothingIsHandedOver(String step, String what) {
        first.on(step, fault(what));

        SendResult result = mailer.send("hello\r\n");

        assertThat(result.server().host()).isEqualTo("127.0.0.1");
        assertThat(result.server().port()).isEqualTo(second.port());
        assertThat(second.onlyMail().parsed().text()).isEqualTo("hello\r\n");
        assertThat(first.mails()).isEmpty();
        assertThat(mailer.stats().backOff()).isZero();
    }

    @Test
    void anotherServerTakesOverWhereNobodyIsAtHome() {
        first.door().refuse();
        assertThat(mailer.send("hello\r\n").server().port()).isEqualTo(second.port());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH, 535 5.7.8 wrong",
        "AUTH, 534 5.7.9 too weak",
        "AUTH, close",
        "MAIL, 450 4.7.1 greylisted",
        "MAIL, 550 5.7.1 not you",
        "RCPT, 450 4.2.0 greylisted",
        "RCPT, 550 5.1.1 nobody",
        "CONTENT, 451 4.3.0 try again",
        "CONTENT, close",
    })
    void noOtherServerIsAskedAfterARefusedLoginOrOnceTheMailHasBegun(String step, String what) {
        first.on(step, fault(what));

        SmtpConnectorException failure = mailer.failure("hello\r\n");

        assertThat(failure.getServer()).isEqualTo("localhost:" + first.port());
        assertThat(second.connections()).isZero();
    }

    @Test
    void eachServerIsCheckedByItsOwnName() {
        first.door().refuse();
        try (SmtpTestServer nameless =
                new SmtpTestServer().startTls(certificates.withoutAddress()).start()) {
            mailer.fallbacks("127.0.0.1", nameless);
            SmtpConnectorException failure = mailer.failure("hello\r\n");
            // The other may come back, so later may work.
            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.CONNECT);
            assertThat(failure)
                    .hasMessageContaining("CONNECT localhost:" + first.port() + ": the connection was refused")
                    .hasMessageContaining("(also tried: STARTTLS 127.0.0.1:" + nameless.port()
                            + ": the server's certificate was not accepted");
        }
        try (SmtpTestServer nameless = new SmtpTestServer()
                .startTls(certificates.withoutAddress())
                .login("me", "secret", "PLAIN")
                .start()) {
            mailer.fallbacks("localhost", nameless).letGo().send("hello\r\n");
            assertThat(nameless.mails()).hasSize(1);
        }
    }

    @Test
    void allThatWereTriedAreTold() {
        first.on("GREETING", BUSY);
        second.door().refuse();

        SmtpConnectorException failure = mailer.failure("hello\r\n");

        assertThat(failure).isInstanceOf(RetryableSmtpException.class);
        assertThat(failure)
                .hasMessageContaining("CONNECT 127.0.0.1:" + second.port() + ": the connection was refused (also tried:"
                        + " GREETING localhost:" + first.port()
                        + ": the server does not serve us now, 421 4.7.0 too many of you). Check");
    }

    @Test
    void aServerThatFailedIsAskedAgainAfterAMinuteByOneAttempt() {
        mailer.maxMessages(1);
        first.on("GREETING", BUSY);
        for (int i = 0; i < 3; i++) {
            assertThat(mailer.send("hello\r\n").server().port()).isEqualTo(second.port());
        }
        assertThat(first.connections()).isOne();

        mailer.clock.advance(Duration.ofSeconds(59));
        mailer.send("hello\r\n");
        assertThat(first.connections()).isOne();

        mailer.clock.advance(Duration.ofSeconds(1));
        mailer.send("hello\r\n");
        mailer.send("hello\r\n");
        assertThat(first.connections()).isEqualTo(2);

        mailer.clock.advance(Duration.ofSeconds(60));
        first.on("GREETING", session -> true);
        mailer.send("hello\r\n");
        assertThat(mailer.send("hello\r\n").server().port()).isEqualTo(first.port());
    }

    @Test
    void aServerThatRestsIsAskedWhereNoOtherServes() {
        mailer.maxMessages(1);
        first.on("GREETING", BUSY);
        mailer.send("hello\r\n");
        second.door().refuse();
        first.on("GREETING", session -> true);

        assertThat(mailer.send("hello\r\n").server().port()).isEqualTo(first.port());
    }

    /** A 421 amid the dialogue is no reason to wait while another server is there. */
    @Test
    void theNextMailGoesToAnotherServerAfterOneHasClosed() {
        first.on("MAIL", BUSY);
        assertThat(mailer.failure("first\r\n").getServer()).isEqualTo("localhost:" + first.port());
        assertThat(mailer.stats().backOff()).isZero();
        assertThat(mailer.send("second\r\n").server().port()).isEqualTo(second.port());
    }

    @Test
    void nobodyIsAskedForASecondWhereAllRefuseToServe() {
        first.on("GREETING", BUSY);
        second.on("GREETING", BUSY);
        mailer.failure("hello\r\n");
        assertThat(mailer.stats().backOff()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void verifyingGoesOnAsAMailWould() {
        first.on("GREETING", BUSY);

        Verification verification = mailer.pools.verifier(mailer.identity()).verify(MailerFixture.TIMEOUTS);

        assertThat(verification.ok()).isTrue();
        assertThat(verification.port()).isEqualTo(second.port());
        assertThat(verification.passedOver()).hasSize(1);
        assertThat(verification.toString())
                .contains("localhost:" + first.port() + ": not usable", "421 4.7.0", ": ready for mail");
        assertThat(verification.toMap().toString()).contains("passedOver=[{host=localhost");

        first.on("GREETING", session -> true).on("AUTH", fault("535 5.7.8 wrong"));
        Verification refused = mailer.pools.verifier(mailer.identity()).verify(MailerFixture.TIMEOUTS);
        assertThat(refused.ok()).isFalse();
        assertThat(refused.port()).isEqualTo(first.port());
    }
}
