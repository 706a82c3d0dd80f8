// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import io.github.smtpconnector.testkit.TestTrust;
import io.github.smtpconnector.wire.tls.KeyDigest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers taken for what they are by their key. */
class PinnedCertificatesTest {

    private static final String OTHER = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final String LOGIN = "&username=me&password=secret";

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
    @ValueSource(booleans = {true, false})
    void acceptsThePinnedKeyWhateverTheCertificate(boolean implicit) {
        for (TestCertificates.Server shown : List.of(
                certificates.selfSignedServer(), certificates.expiredServer(), certificates.wrongHostServer())) {
            try (SmtpTestServer server = server(shown, implicit)) {
                String pins = "sha256/" + OTHER + ", " + shown.keyDigest();
                assertThat(send(server, implicit, "&pinnedCertificates=RAW(" + pins + ")" + LOGIN))
                        .isNull();
                assertThat(server.onlyMail().parsed().text()).startsWith("hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAnyOtherKeyAndShowsItsDigest(boolean implicit) throws Exception {
        camel.getRegistry().bind("tls", TestTrust.parameters());
        TestCertificates.Server shown = certificates.localhostServer();
        try (SmtpTestServer server = server(shown, implicit)) {
            String trusted = "&sslContextParameters=#tls" + LOGIN;
            assertThat(send(server, implicit, trusted)).isNull();

            Exception failure = send(server, implicit, trusted + "&pinnedCertificates=RAW(" + OTHER + ")");

            assertThat(failure).isInstanceOfSatisfying(PermanentSmtpException.class, e -> {
                assertThat(e.getCategory()).isEqualTo(Category.TLS);
                assertThat(e.getPhase()).isEqualTo(Phase.STARTTLS);
            });
            assertThat(failure)
                    .hasMessageContaining("its public key is sha256/" + shown.keyDigest())
                    .hasMessageContaining("pinnedCertificates");
            assertThat(server.commands(2)).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void connectionsBelongToTheirPins() {
        TestCertificates.Server shown = certificates.selfSignedServer();
        try (SmtpTestServer server = server(shown, true)) {
            String digest = "RAW(" + shown.keyDigest() + ")";
            assertThat(send(server, true, "&pinnedCertificates=" + digest)).isNull();
            assertThat(send(server, true, "&pinnedCertificates=" + digest + "&subject=again"))
                    .isNull();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(send(server, true, "&pinnedCertificates=RAW(" + OTHER + ")"))
                    .isNotNull();
            assertThat(send(server, true, "")).isNotNull();
            // The last is refused for its issuer, and another asks for the key to show.
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    /** In a URI's query a plus means a blank, and who copies a digest does not think of that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa /TImW 5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                " sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ,sha256/47DEQpj8HBSa /TImW 5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void readsDigestsAsTheyAreWritten(String text) {
        assertThat(KeyDigest.list(text)).containsExactly(new KeyDigest(OTHER));
    }

    @Test
    void readsDigestsThatBeginWithPlus() {
        KeyDigest digest = new KeyDigest("+" + OTHER.substring(1));
        assertThat(KeyDigest.list(digest + "," + digest.base64().replace('+', ' ')))
                .containsExactly(digest);
    }

    private static SmtpTestServer server(TestCertificates.Server shown, boolean implicit) {
        SmtpTestServer server = new SmtpTestServer().login("me", "secret", "PLAIN");
        return (implicit ? server.implicitTls(shown.context()) : server.startTls(shown.context())).start();
    }

    private Exception send(SmtpTestServer server, boolean implicit, String options) {
        String mode = implicit ? "IMPLICIT" : "STARTTLS";
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
}
