// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.sending.MailerFixture;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.wire.tls.TlsPolicy;
import io.github.smtpconnector.wire.tls.Trust;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A later connection to a server resumes the TLS session of an earlier one, so that the server need not prove itself
 * again: that proof is most of what a handshake costs.
 */
class TlsResumptionTest {

    /** By session id in TLS 1.2 (RFC 5246 section 7.3), by ticket in TLS 1.3 (RFC 8446 section 2.2). */
    @ParameterizedTest
    @CsvSource({"TLSv1.2, STARTTLS_REQUIRED", "TLSv1.2, IMPLICIT", "TLSv1.3, STARTTLS_REQUIRED", "TLSv1.3, IMPLICIT"})
    void everyConnectionButTheFirstResumesTheSession(String protocol, TlsPolicy.Mode mode) {
        SSLContext trusting = TestCertificates.shared().trusting(protocol);
        sendOnThreeConnections(new TlsPolicy(mode, Trust.CHAIN_AND_NAME, trusting), protocol);
    }

    @Test
    void alsoWhereAnyCertificateIsAccepted() {
        sendOnThreeConnections(new TlsPolicy(TlsPolicy.Mode.STARTTLS_REQUIRED, Trust.ANYONE, null), null);
    }

    private void sendOnThreeConnections(TlsPolicy policy, @Nullable String protocol) {
        SSLContext keys = TestCertificates.shared().localhost();
        SmtpTestServer unstarted = new SmtpTestServer();
        boolean implicit = policy.mode() == TlsPolicy.Mode.IMPLICIT;
        try (SmtpTestServer server = (implicit ? unstarted.implicitTls(keys) : unstarted.startTls(keys)).start();
                MailerFixture mailer = new MailerFixture(server).tls(policy).maxMessages(1)) {
            String spoken = mailer.send("first\r\n").server().tlsProtocol();
            mailer.send("second\r\n");
            mailer.send("third\r\n");

            assertThat(server.connections()).isEqualTo(3);
            assertThat(List.of(2, 3))
                    .allSatisfy(later -> assertThat(server.session(later).line().sessionTime())
                            .isEqualTo(server.session(1).line().sessionTime()));
            if (protocol != null) {
                assertThat(spoken).isEqualTo(protocol);
            }
        }
    }
}
