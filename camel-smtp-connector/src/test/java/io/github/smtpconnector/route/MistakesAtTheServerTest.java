// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestTrust;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a newcomer gets wrong about the server, and the whole of what is then said. */
class MistakesAtTheServerTest {

    private static final String BASE = "?from=ann@example.com&to=bob@example.com&text=t";

    private final TestCertificates certificates = TestCertificates.shared();
    private final SmtpTestServer server = new SmtpTestServer();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    /** What the mail ends in. The port of the server stands as PORT in it. */
    private Exception failure(String host, String options) {
        context.start();
        Exception failure = context.createFluentProducerTemplate()
                .to("smtp-connector:" + host + BASE + options)
                .withBody("")
                .send()
                .getException();
        assertThat(failure).isNotNull();
        return failure;
    }

    private void assertSaid(String host, String options, String said) {
        server.start();
        String port = String.valueOf(server.port());
        assertThat(failure(host + ":" + port, options))
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessage(said.replace("PORT", port));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void aWrongPassword() {
        server.login("me", "right", "PLAIN");
        assertSaid(
                "127.0.0.1",
                "&useTls=false&username=me&password=wrong",
                "AUTH 127.0.0.1:PORT: the server refused the login; the server answered: 535 5.7.8 *** username or"
                        + " password. Check username, password and authMechanism. In the URI of an endpoint a password"
                        + " stands in RAW(...), or Camel changes the characters +, % and & of it");
    }

    @Test
    void aPortThatExpectsTlsAtOnce() {
        server.implicitTls(certificates.localhost());
        assertSaid(
                "localhost",
                "",
                "GREETING localhost:PORT: the server expects TLS from the first byte here and sends no greeting without"
                        + " it. Set tlsMode=IMPLICIT");
    }

    @Test
    void aPortThatExpectsNoTlsYet() {
        server.startTls(certificates.localhost());
        assertSaid(
                "localhost",
                "&tlsMode=IMPLICIT",
                "STARTTLS localhost:PORT: the server does not speak TLS here. This port may expect plain text and"
                        + " STARTTLS first: set tlsMode=STARTTLS, or use the server's port for implicit TLS, usually 465");
    }

    @Test
    void anAuthorityThatTheMachineDoesNotKnow() {
        TestCertificates.Server shown = certificates.localhostServer();
        server.startTls(shown.context());
        assertSaid(
                "localhost",
                "",
                "STARTTLS localhost:PORT: the server's certificate was not accepted: unable to find valid"
                        + " certification path to requested target; its public key is sha256/"
                        + shown.keyDigest()
                        + ". Trust its issuer by sslContextParameters, or name its key by pinnedCertificates; only for"
                        + " a test set ignoreSelfSignedCertificates=true");
    }

    @Test
    void aNameThatIsNotInTheCertificate() throws Exception {
        context.getRegistry().bind("trusting", TestTrust.parameters());
        TestCertificates.Server shown = certificates.wrongHostServer();
        server.startTls(shown.context());
        assertSaid(
                "localhost",
                "&sslContextParameters=#trusting",
                "STARTTLS localhost:PORT: the server's certificate was not accepted: No subject alternative DNS name"
                        + " matching localhost found; its public key is sha256/"
                        + shown.keyDigest()
                        + ". Set host to a name that stands in the certificate, or name its key by pinnedCertificates;"
                        + " only for a test set ignoreSelfSignedCertificates=true");
    }

    @Test
    void aServerWithoutStartTls() {
        assertSaid(
                "localhost",
                "",
                "STARTTLS localhost:PORT: the server does not offer STARTTLS, so nothing was sent. Use the server's"
                        + " port for implicit TLS (usually 465, or tlsMode=IMPLICIT), or, on a network you trust, set"
                        + " useTls=false");
    }

    @Test
    void aServerWithoutLogin() {
        assertSaid(
                "127.0.0.1",
                "&useTls=false&username=me&password=x",
                "AUTH 127.0.0.1:PORT: a login is set, but the server offers none here. Check port, useTls and tlsMode,"
                        + " or leave the login out");
    }

    @Test
    void aPortWithoutAServer() {
        server.start();
        String port = String.valueOf(server.port());
        server.close();
        assertThat(failure("127.0.0.1:" + port, ""))
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessage("CONNECT 127.0.0.1:" + port + ": the connection was refused. Check host and port, and that"
                        + " no firewall stands between");
    }

    @Test
    void aNameThatIsNone() {
        assertThat(failure("mail.invalid", ""))
                .isInstanceOf(RetryableSmtpException.class)
                .hasMessage("RESOLVE mail.invalid:587: the host name was not resolved. Check host");
    }
}
