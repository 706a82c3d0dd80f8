// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a connection believes to be the server, and in which TLS. */
class CertificateFaultTest {

    private final TestCertificates certificates = TestCertificates.shared();

    @ParameterizedTest
    @CsvSource({
        "expired, clock of this machine",
        "wrongHost, Set host to a name that stands in the certificate",
        "selfSigned, Trust its issuer by sslContextParameters",
    })
    void refusesACertificateThatProvesNothing(String kind, String advice) {
        for (boolean implicit : List.of(true, false)) {
            TestCertificates.Server shown = shown(kind);
            try (SmtpTestServer server = server(shown, implicit);
                    MailerFixture mailer =
                            new MailerFixture(server).host("localhost").tls(mode(implicit))) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure).isInstanceOf(PermanentSmtpException.class);
                assertThat(failure.getCategory()).isEqualTo(Category.TLS);
                assertThat(failure.getPhase()).isEqualTo(Phase.STARTTLS);
                assertThat(failure).hasMessageContaining("certificate").hasMessageContaining(advice);
                assertThat(failure.getMessage().contains("Trust its issuer")).isEqualTo(kind.equals("selfSigned"));
                assertThat(failure.getMessage().indexOf("pinnedCertificates"))
                        .isBetween(0, failure.getMessage().indexOf("ignoreSelfSignedCertificates"));
                assertThat(failure).hasMessageContaining("its public key is sha256/" + shown.keyDigest());
                assertThat(server.mails()).isEmpty();
            }
        }
    }

    private TestCertificates.Server shown(String kind) {
        return switch (kind) {
            case "expired" -> certificates.expiredServer();
            case "wrongHost" -> certificates.wrongHostServer();
            default -> certificates.selfSignedServer();
        };
    }

    private static SmtpTestServer server(TestCertificates.Server shown, boolean implicit) {
        SmtpTestServer server = new SmtpTestServer();
        return (implicit ? server.implicitTls(shown.context()) : server.startTls(shown.context())).start();
    }

    /** The stranger who asks for it accepts anybody, so nothing of ours must reach the server by him. */
    @Test
    void asksForTheKeyOnceAMinuteAndSaysNothing() {
        TestCertificates.Server shown = certificates.selfSignedServer();
        try (SmtpTestServer server = server(shown, false);
                MailerFixture mailer = new MailerFixture(server)
                        .host("localhost")
                        .tls(TlsPolicy.Mode.STARTTLS_REQUIRED)
                        .login("me", "secret")) {
            for (int connections : List.of(2, 3, 4)) {
                assertThat(mailer.failure("hello\r\n"))
                        .hasMessageContaining("sha256/" + shown.keyDigest())
                        .hasMessageContaining("pinnedCertificates");
                assertThat(server.connections()).isEqualTo(connections);
            }
            mailer.clock.advance(Duration.ofMinutes(1));
            mailer.failure("hello\r\n");
            assertThat(server.connections()).isEqualTo(6);
            assertThat(server.commands()).allMatch(command -> command.matches("EHLO client.example|STARTTLS|QUIT"));
            assertThat(mailer.pools.openLines()).isZero();
        }
    }

    @Test
    void aServerThatIsGoneMeanwhileLeavesTheFailureAsItIs() {
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.selfSigned())
                        .on(2, "GREETING", 1, Fault.close())
                        .start();
                MailerFixture mailer =
                        new MailerFixture(server).host("localhost").tls(TlsPolicy.Mode.STARTTLS_REQUIRED)) {
            assertThat(mailer.failure("hello\r\n"))
                    .hasMessageContaining("the server's certificate was not accepted")
                    .hasMessageNotContaining("sha256/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "wrongHost", "selfSigned"})
    void acceptsAnyCertificateWhenToldTo(String kind) {
        for (boolean implicit : List.of(true, false)) {
            try (SmtpTestServer server = server(kind, implicit);
                    MailerFixture mailer = new MailerFixture(server)
                            .host("localhost")
                            .tls(new TlsPolicy(mode(implicit), Trust.ANYONE, null))) {
                assertThat(mailer.send("hello\r\n").server().tlsProtocol()).isNotNull();
            }
        }
    }

    @Test
    void anAddressMustStandInTheCertificateAsAnAddress() {
        for (boolean implicit : List.of(true, false)) {
            try (SmtpTestServer server = server("localhost", implicit);
                    MailerFixture mailer =
                            new MailerFixture(server).host("127.0.0.1").tls(mode(implicit))) {
                assertThat(mailer.send("hello\r\n").server().tlsProtocol()).isNotNull();
            }
            try (SmtpTestServer server = server("withoutAddress", implicit);
                    MailerFixture byAddress =
                            new MailerFixture(server).host("127.0.0.1").tls(mode(implicit));
                    MailerFixture byName =
                            new MailerFixture(server).host("localhost").tls(mode(implicit))) {
                SmtpConnectorException failure = byAddress.failure("hello\r\n");
                assertThat(failure).isInstanceOf(PermanentSmtpException.class).hasMessageContaining("certificate");
                assertThat(failure.getCategory()).isEqualTo(Category.TLS);
                assertThat(byName.send("hello\r\n").server().tlsProtocol()).isNotNull();
            }
        }
    }

    /** A JDK's server cannot be brought to it, so this one says what such a server says: record and hello of TLS 1.1. */
    @ParameterizedTest
    @CsvSource({"1, 1.0", "2, 1.1"})
    void refusesAServerThatKnowsOnlyOldTls(int minor) {
        String version = "\u0003" + (char) minor;
        String hello = version + "r".repeat(32) + "\u0000" + "\u0000\u002f" + "\u0000";
        String message = "\u0002\u0000\u0000" + (char) hello.length() + hello;
        String octets = "\u0016" + version + "\u0000" + (char) message.length() + message;
        try (SmtpTestServer server = new SmtpTestServer()
                        .startTls(certificates.localhost())
                        .login("me", "secret", "PLAIN")
                        .on("HANDSHAKE", Fault.afterOctets(Fault.raw(octets)))
                        .start();
                MailerFixture mailer = new MailerFixture(server).login("me", "secret")) {
            for (boolean ignoring : List.of(false, true)) {
                mailer.tls(new TlsPolicy(
                        TlsPolicy.Mode.STARTTLS_REQUIRED,
                        ignoring ? Trust.ANYONE : Trust.CHAIN_AND_NAME,
                        ignoring ? null : certificates.trusting()));
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure).isInstanceOf(PermanentSmtpException.class).hasMessageContaining("TLS 1.2 or later");
                assertThat(failure.getCategory()).isEqualTo(Category.TLS);
                assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
            }
        }
    }

    private SmtpTestServer server(String kind, boolean implicit) {
        var context =
                switch (kind) {
                    case "expired" -> certificates.expired();
                    case "wrongHost" -> certificates.wrongHost();
                    case "localhost" -> certificates.localhost();
                    case "withoutAddress" -> certificates.withoutAddress();
                    default -> certificates.selfSigned();
                };
        SmtpTestServer server = new SmtpTestServer();
        return (implicit ? server.implicitTls(context) : server.startTls(context)).start();
    }

    private static TlsPolicy.Mode mode(boolean implicit) {
        return implicit ? TlsPolicy.Mode.IMPLICIT : TlsPolicy.Mode.STARTTLS_REQUIRED;
    }
}
