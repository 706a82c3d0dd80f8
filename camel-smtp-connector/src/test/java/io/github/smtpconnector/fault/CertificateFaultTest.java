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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a connection believes to be the server, and in which TLS. */
class CertificateFaultTest {

    private final TestCertificates certificates = TestCertificates.shared();

    @ParameterizedTest
    @ValueSource(strings = {"expired", "wrongHost", "selfSigned"})
    void refusesACertificateThatProvesNothing(String kind) {
        for (boolean implicit : List.of(true, false)) {
            try (SmtpTestServer server = server(kind, implicit);
                    MailerFixture mailer =
                            new MailerFixture(server).host("localhost").tls(mode(implicit))) {
                SmtpConnectorException failure = mailer.failure("hello\r\n");

                assertThat(failure).isInstanceOf(PermanentSmtpException.class);
                assertThat(failure.getCategory()).isEqualTo(Category.TLS);
                assertThat(failure.getPhase()).isEqualTo(Phase.STARTTLS);
                assertThat(failure).hasMessageContaining("certificate").hasMessageContaining("sslContextParameters");
                assertThat(failure.getMessage().indexOf("pinnedCertificates"))
                        .isBetween(0, failure.getMessage().indexOf("ignoreSelfSignedCertificates"));
                assertThat(server.mails()).isEmpty();
            }
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
