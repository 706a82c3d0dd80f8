// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestTrust;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that let nobody in who does not show a certificate. */
class ClientCertificateTest {

    private final TestCertificates certificates = TestCertificates.shared();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT, TLSv1.3", "IMPLICIT, TLSv1.2", "STARTTLS, TLSv1.3", "STARTTLS, TLSv1.2"})
    void showsTheKeyOfTheParameters(TlsMode mode, String protocol) throws Exception {
        try (SmtpTestServer server = server(mode)) {
            camel.getRegistry().bind("tls", parameters(protocol, true));
            assertThat(send(server, mode, "&sslContextParameters=#tls")).isNull();
            assertThat(send(server, mode, "&sslContextParameters=#tls&ignoreSelfSignedCertificates=true"))
                    .isNull();
            assertThat(server.mails()).hasSize(2);
            assertThat(server.session(1).line().clientName()).isEqualTo("CN=client.example");
            assertThat(server.session(2).line().clientName()).isEqualTo("CN=client.example");
        }
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT, TLSv1.3", "IMPLICIT, TLSv1.2", "STARTTLS, TLSv1.3", "STARTTLS, TLSv1.2"})
    void saysWhatToDoWhenTheServerWantsACertificate(TlsMode mode, String protocol) throws Exception {
        try (SmtpTestServer server = server(mode)) {
            camel.getRegistry().bind("tls", parameters(protocol, false));

            Exception failure = send(server, mode, "&sslContextParameters=#tls");

            assertThat(failure)
                    .isInstanceOfSatisfying(SmtpConnectorException.class, e -> assertThat(e.getPhase())
                            .isIn(Phase.STARTTLS, Phase.EHLO))
                    .hasMessageContaining("keyManagers of sslContextParameters");
            if (protocol.equals("TLSv1.3") && mode == TlsMode.IMPLICIT) {
                // Else what we still write may lose us the alert.
                assertThat(failure)
                        .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                                .isEqualTo(Category.TLS))
                        .hasMessageContaining("the server wants another certificate");
            }
            assertThat(server.mails()).isEmpty();
        }
    }

    private SmtpTestServer server(TlsMode mode) {
        SmtpTestServer server = new SmtpTestServer().demandingCertificates();
        return (mode == TlsMode.IMPLICIT
                        ? server.implicitTls(certificates.knowingClients())
                        : server.startTls(certificates.knowingClients()))
                .start();
    }

    private Exception send(SmtpTestServer server, TlsMode mode, String options) {
        Exchange sent = camel.createProducerTemplate()
                .send(
                        "smtp-connector:localhost:" + server.port() + "?tlsMode=" + mode + options,
                        exchange -> exchange.getMessage()
                                .setHeaders(Map.of(
                                        SmtpHeaders.FROM, "from@test.example",
                                        SmtpHeaders.TO, "to@test.example",
                                        SmtpHeaders.TEXT, "hello")));
        return sent.getException();
    }

    private SSLContextParameters parameters(String protocol, boolean withKey) throws Exception {
        SSLContextParameters parameters = withKey ? TestTrust.parametersWithKey() : TestTrust.parameters();
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.getSecureSocketProtocol().add(protocol);
        parameters.setSecureSocketProtocols(protocols);
        return parameters;
    }
}
