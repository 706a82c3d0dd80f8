// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestTrust;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an endpoint trusts, by its options, in both TLS modes. */
class TlsOptionsTest {

    private final TestCertificates certificates = TestCertificates.shared();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trustsWhomTheParametersTrustAndNobodyElse(boolean implicit) throws Exception {
        assertThat(send(certificates.localhost(), implicit, "&sslContextParameters=#tls", false))
                .isNull();
        assertRefused(send(certificates.selfSigned(), implicit, "&sslContextParameters=#tls", false));
        assertRefused(send(certificates.localhost(), implicit, "", false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void usesTheGlobalParametersWhenTold(boolean implicit) throws Exception {
        assertThat(send(certificates.localhost(), implicit, "", true)).isNull();
        assertRefused(send(certificates.selfSigned(), implicit, "", true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trustsAnyoneWhenToldWhateverTheParametersSay(boolean implicit) throws Exception {
        String ignore = "&ignoreSelfSignedCertificates=true";
        assertThat(send(certificates.selfSigned(), implicit, ignore, false)).isNull();
        assertThat(send(certificates.selfSigned(), implicit, ignore + "&sslContextParameters=#tls", false))
                .isNull();
        assertThat(send(certificates.expired(), implicit, ignore, true)).isNull();
    }

    private static void assertRefused(Exception failure) {
        assertThat(failure).isInstanceOf(PermanentSmtpException.class);
        assertThat(((PermanentSmtpException) failure).getCategory()).isEqualTo(Category.TLS);
    }

    private Exception send(SSLContext serverContext, boolean implicit, String options, boolean global)
            throws Exception {
        SmtpTestServer server = new SmtpTestServer();
        try (SmtpTestServer started =
                        (implicit ? server.implicitTls(serverContext) : server.startTls(serverContext)).start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("tls", TestTrust.parameters());
            if (global) {
                camel.setSSLContextParameters(TestTrust.parameters());
                camel.getComponent("smtp-connector", SmtpComponent.class).setUseGlobalSslContextParameters(true);
            }
            camel.start();
            String mode = implicit ? "IMPLICIT" : "STARTTLS";
            Exchange sent = camel.createProducerTemplate()
                    .send(
                            "smtp-connector:localhost:" + started.port() + "?tlsMode=" + mode + options,
                            exchange -> exchange.getMessage()
                                    .setHeaders(Map.of(
                                            SmtpHeaders.FROM, "from@test.example",
                                            SmtpHeaders.TO, "to@test.example",
                                            SmtpHeaders.TEXT, "hello")));
            assertThat(started.mails()).hasSize(sent.getException() == null ? 1 : 0);
            return sent.getException();
        }
    }
}
