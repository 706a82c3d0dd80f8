// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.outcome.SendResult;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.RawMessage;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS in both modes: what is accepted, and what is refused before a secret or a mail has left. */
class TlsFaultTest {

    private final TestCertificates certificates = TestCertificates.shared();

    @Test
    void sendsOverStartTls() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .login("me", "secret", "PLAIN")
                        .start();
                MailerFixture mailer = new MailerFixture(server)
                        .host("localhost")
                        .tls(TlsPolicy.Mode.STARTTLS_REQUIRED)
                        .login("me", "secret")) {
            SendResult result = mailer.send("hello\r\n");

            assertThat(result.server().tlsProtocol()).isEqualTo("TLSv1.3");
            assertThat(result.server().tlsCipher()).startsWith("TLS_");
            assertThat(server.commands()).startsWith("EHLO client.example", "STARTTLS", "EHLO client.example");
            assertThat(server.onlyMail().parsed().text()).isEqualTo("hello\r\n");
        }
    }

    @Test
    void sendsOverTlsFromTheFirstOctet() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .implicitTls(certificates.localhost())
                        .start();
                MailerFixture mailer = new MailerFixture(server).tls(TlsPolicy.Mode.IMPLICIT)) {
            assertThat(mailer.send("hello\r\n").server().tlsProtocol()).isNotNull();
            assertThat(server.onlyMail().parsed().text()).isEqualTo("hello\r\n");
        }
    }

    @Test
    void keepsASecuredConnection() {
        for (boolean implicit : List.of(true, false)) {
            SmtpTestServer unstarted = new SmtpTestServer();
            try (SmtpTestServer server = (implicit
                                    ? unstarted.implicitTls(certificates.localhost())
                                    : unstarted.startTls(certificates.localhost()))
                            .start();
                    MailerFixture mailer = new MailerFixture(server).tls(mode(implicit))) {
                for (int i = 0; i < 5; i++) {
                    mailer.send("hello\r\n");
                }
                assertThat(server.connections()).isOne();
                server.hangUp();
                mailer.send("hello\r\n");
                assertThat(server.mails()).hasSize(6);
            }
        }
    }

    @Test
    void usesStartTlsWhenOfferedThoughItIsNotRequired() {
        try (SmtpTestServer server =
                        new SmtpTestServer().startTls(certificates.localhost()).start();
                MailerFixture mailer = new MailerFixture(server).tls(TlsPolicy.Mode.STARTTLS_OFFERED)) {
            assertThat(mailer.send("hello\r\n").server().tlsProtocol()).isNotNull();
        }
    }

    @Test
    void sendsNothingWhenStartTlsIsRequiredAndNotOffered() {
        try (SmtpTestServer server =
                        new SmtpTestServer().login("me", "secret", "PLAIN").start();
                MailerFixture mailer = new MailerFixture(server)
                        .tls(TlsPolicy.Mode.STARTTLS_REQUIRED)
                        .login("me", "secret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.TLS);
            assertThat(failure.getPhase()).isEqualTo(Phase.STARTTLS);
            assertThat(failure).hasMessageContaining("does not offer STARTTLS").hasMessageContaining("useTls");
            assertThat(server.commands()).containsExactly("EHLO client.example");
        }
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 not now, true", "502 5.5.1 not here, false", "250 odd, true"})
    void goesNoFurtherWhenStartTlsIsRefused(String reply, boolean retryable) {
        for (TlsPolicy.Mode mode : List.of(TlsPolicy.Mode.STARTTLS_REQUIRED, TlsPolicy.Mode.STARTTLS_OFFERED)) {
            try (SmtpTestServer server = new SmtpTestServer()
                            .startTls(certificates.localhost())
                            .on("STARTTLS", Fault.reply(reply))
                            .start();
                    MailerFixture mailer = new MailerFixture(server).tls(mode)) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure.getCategory()).isEqualTo(reply.startsWith("250") ? Category.PROTOCOL : Category.TLS);
                assertThat(failure instanceof RetryableSmtpException).isEqualTo(retryable);
                assertThat(server.commands()).doesNotContain("MAIL").hasSize(2);
            }
        }
    }

    @Test
    void refusesWhatWasSaidBeforeTheHandshake() {
        // CVE-2011-0411 the other way round: a reply smuggled in clear must not be taken for one from inside.
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .on("STARTTLS", Fault.raw("220 go ahead\r\n250-test.example\r\n250 AUTH PLAIN\r\n"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getCategory()).isEqualTo(Category.PROTOCOL);
            assertThat(failure.getPhase()).isEqualTo(Phase.STARTTLS);
            assertThat(server.commands()).containsExactly("EHLO client.example", "STARTTLS");
        }
    }

    @Test
    void forgetsWhatWasOfferedInClear() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .with("AUTH PLAIN")
                        .on("EHLO", 2, Fault.reply("250-test.example", "250 8BITMIME"))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure.getCategory()).isEqualTo(Category.AUTH);
            assertThat(failure).hasMessageContaining("the server offers none");
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    private static TlsPolicy.Mode mode(boolean implicit) {
        return implicit ? TlsPolicy.Mode.IMPLICIT : TlsPolicy.Mode.STARTTLS_REQUIRED;
    }

    @Test
    void saysSoWhenTlsMeetsAPlainPort() {
        try (SmtpTestServer server = new SmtpTestServer().start();
                MailerFixture mailer = new MailerFixture(server).tls(TlsPolicy.Mode.IMPLICIT)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(PermanentSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.TLS);
            assertThat(failure).hasMessageContaining("does not speak TLS").hasMessageContaining("tlsMode=STARTTLS");
        }
    }

    @Test
    void saysSoWhenPlainMeetsATlsPort() {
        try (SmtpTestServer server =
                        new SmtpTestServer().on("GREETING", Fault.silence()).start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.lateFailure(RawMessage.of("hello\r\n"), "to@test.example");

            assertThat(failure.getCategory()).isEqualTo(Category.CONNECT_TIMEOUT);
            assertThat(failure).hasMessageContaining("tlsMode=IMPLICIT");
        }
        try (SmtpTestServer server = new SmtpTestServer()
                        .on("GREETING", Fault.raw("\u0015\u0003\u0003\u0000\u0002\u0002\n"))
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            assertThat(mailer.failure("hello\r\n"))
                    .isInstanceOf(PermanentSmtpException.class)
                    .hasMessageContaining("expects TLS from the first byte")
                    .hasMessageContaining("tlsMode=IMPLICIT")
                    .hasRootCauseMessage("a TLS record instead of a reply");
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsCutOff() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .on("STARTTLS", session -> {
                            Fault.raw("220 go ahead\r\n").at(session);
                            return Fault.silence().at(session);
                        })
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.lateFailure(RawMessage.of("hello\r\n"), "to@test.example");

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getCategory()).isEqualTo(Category.TLS);
            assertThat(failure).hasMessageContaining("did not end in time");
        }
    }

    @Test
    void aHandshakeWhoseLineIsResetMayBeTriedAgain() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .on("STARTTLS", session -> {
                            Fault.raw("220 go ahead\r\n").at(session);
                            return Fault.reset().at(session);
                        })
                        .start();
                MailerFixture mailer = new MailerFixture(server)) {
            SmtpConnectorException failure = mailer.failure("hello\r\n");

            assertThat(failure).isInstanceOf(RetryableSmtpException.class);
            assertThat(failure.getPhase()).isEqualTo(Phase.STARTTLS);
            assertThat(failure).hasMessageContaining("the connection was lost during the TLS handshake");
        }
    }
}
