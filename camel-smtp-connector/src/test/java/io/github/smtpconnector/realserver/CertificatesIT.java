// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.ReceivedMail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates on both sides, as Postfix and openssl see them. */
class CertificatesIT {

    private static PostfixServer server;

    private PostfixClient camel;

    @BeforeAll
    static void startServer() throws Exception {
        PostfixServer.assumeAvailable();
        RealServers.assume("openssl", Programs.exists("openssl") ? "" : "openssl is not installed or not on the PATH");
        server = PostfixServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void startCamel() throws Exception {
        server.mailbox().empty();
        camel = new PostfixClient();
    }

    @AfterEach
    void stopCamel() {
        if (camel != null) {
            camel.close();
        }
    }

    @Test
    void acceptsTheKeyWhoseDigestOpensslPrints() throws Exception {
        String page = Files.readString(Path.of("docs/tls-and-login.md"));
        var command = Pattern.compile("^ +(openssl x509 -in cert.pem .*)$", Pattern.MULTILINE)
                .matcher(page);
        assertThat(command.find()).isTrue();
        String digest = Programs.run(
                        "sh",
                        "-c",
                        command.group(1)
                                .replace(
                                        "cert.pem",
                                        server.pem(PostfixDoor.SELF_SIGNED).toString()))
                .strip();

        assertThat(send(PostfixDoor.SELF_SIGNED, "&pinnedCertificates=RAW(" + digest + ")")
                        .getException())
                .isNull();
        assertThat(server.mailbox().mails()).hasSize(1);
        SmtpConnectorException other =
                failure(send(PostfixDoor.OTHER_HOST, PostfixClient.TRUST + "&pinnedCertificates=RAW(" + digest + ")"));
        assertThat(other.getCategory()).isEqualTo(Category.TLS);
        assertThat(other).hasMessageContaining("its public key is sha256/");
    }

    @Test
    void showsItsOwnCertificateToAServerThatWantsOne() {
        assertThat(send(PostfixDoor.CLIENT_CERTIFICATE, PostfixClient.TRUST_AND_KEY)
                        .getException())
                .isNull();

        ReceivedMail mail = ReceivedMail.parse(server.mailbox().mails().get(0));
        assertThat(mail.headers("Received").toString())
                .contains("Client CN \"client.example\", Issuer \"Test Authority\" (verified OK)");
    }

    @Test
    void saysThatTheServerWantsACertificate() {
        SmtpConnectorException failure = failure(send(PostfixDoor.CLIENT_CERTIFICATE, PostfixClient.TRUST));

        // Postfix takes anybody in the handshake, and says so afterwards.
        assertThat(failure.getCategory()).isEqualTo(Category.TRANSIENT);
        assertThat(failure.getPhase()).isEqualTo(Phase.EHLO);
        assertThat(failure).hasMessageContaining("421 4.7.1").hasMessageContaining("No client certificate presented");
        assertThat(server.mailbox().mails()).isEmpty();
    }

    private Exchange send(PostfixDoor door, String options) {
        return camel.send(server.port(door), options, Map.of("To", "ann@example.com"));
    }

    private static SmtpConnectorException failure(Exchange sent) {
        assertThat(sent.getException()).isInstanceOf(SmtpConnectorException.class);
        return (SmtpConnectorException) sent.getException();
    }
}
