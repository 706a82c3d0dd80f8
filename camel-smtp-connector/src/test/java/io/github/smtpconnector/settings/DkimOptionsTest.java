// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.DkimVerifier;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as a route gives them. */
class DkimOptionsTest extends EmailReaderFixture {

    private static final DkimKeys RSA = DkimKeys.rsa(2048);
    private static final DkimKeys ED25519 = DkimKeys.ed25519();
    private static final String URI = "smtp-connector:mail.example.com?" + FROM + "&to=a@example.com";

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return "file:" + Files.writeString(folder.resolve(name), text);
    }

    @Test
    void signsOverARealSocketWithKeysInFiles() throws Exception {
        String keys = file("rsa, of 2026.pem", RSA.pem()) + ", " + file("ed.pem", ED25519.pem());
        try (SmtpTestServer server = new SmtpTestServer().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange sent = camel.createFluentProducerTemplate()
                    .to("smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&" + FROM
                            + "&to=a@example.com&text=RAW(.\n..dots\n\n)&dkimDomain=example.com"
                            + "&dkimSelector=a, b&dkimPrivateKey=RAW(" + keys + ")")
                    .withHeader(SmtpHeaders.ATTACHMENTS, Map.of("a.bin", new byte[300_000]))
                    .send();

            assertThat(sent.getException()).isNull();
            byte[] content = server.onlyMail().content();
            assertThat(new DkimVerifier(content).holds("a", RSA.publicKey())).isTrue();
            assertThat(new DkimVerifier(content).holds("b", ED25519.publicKey()))
                    .isTrue();
            assertThat(server.onlyMail().mailCommand()).contains("SIZE=" + content.length);
            assertThat(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_SIZE)).isEqualTo((long) content.length);
        }
    }

    @Test
    void signsWithKeysGivenAsText() throws Exception {
        SmtpConfiguration defaults =
                context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
        defaults.setDkimDomain("bücher.example");
        defaults.setDkimSelector("a,b.c");
        defaults.setDkimPrivateKey(RSA.pem() + "," + ED25519.pem().replace("\n", "\r\n"));

        byte[] mail = sent(FROM + "&to=a@example.com", "Hello", Map.of()).mail().raw();

        assertThat(new DkimVerifier(mail).holds("a", RSA.publicKey())).isTrue();
        assertThat(new DkimVerifier(mail).holds("b.c", ED25519.publicKey())).isTrue();
        assertThat(new String(mail, StandardCharsets.US_ASCII)).contains("d=xn--bcher-kva.example;");
    }

    @Test
    void signsNothingUnlessToldTo() throws Exception {
        assertThat(sent(FROM + "&to=a@example.com", "Hello", Map.of()).mail().headerNames())
                .doesNotContain("DKIM-Signature");
    }

    @Test
    void hasAKeyForEachEndpointOnOnePool() throws Exception {
        String one = "&dkimDomain=example.com&dkimSelector=a&dkimPrivateKey=" + file("a.pem", RSA.pem());
        String other = "&dkimDomain=example.com&dkimSelector=b&dkimPrivateKey=" + file("b.pem", ED25519.pem());

        send(FROM + "&to=a@example.com" + one, "Hello", Map.of());
        send(FROM + "&to=a@example.com" + other, "Hello", Map.of());

        assertThat(mailers.sent)
                .extracting(sent -> sent.mail().header("DKIM-Signature"))
                .satisfiesExactly(
                        a -> assertThat(a).contains("s=a;"), b -> assertThat(b).contains("s=b;"));
        assertThat(mailers.opened.get(0).server())
                .isEqualTo(mailers.opened.get(1).server());
    }

    static Stream<Arguments> mistakes() {
        String der = DkimKeys.pem("X", new byte[30]);
        return Stream.of(
                Arguments.of("example.com", "a", null, "dkimPrivateKey: is missing"),
                Arguments.of(null, "a", RSA.pem(), "dkimDomain: is missing"),
                Arguments.of("example.com", null, RSA.pem(), "dkimSelector: is missing"),
                Arguments.of("example.com", "a,b", RSA.pem(), "dkimSelector: names 2 for 1 in dkimPrivateKey"),
                Arguments.of("example.com", "a,a", RSA.pem() + "," + RSA.pem(), "names one selector twice"),
                Arguments.of("example.com", "a;b", RSA.pem(), "dkimSelector: a selector consists of"),
                Arguments.of("example.com", "", RSA.pem(), "dkimSelector: is missing"),
                Arguments.of("@example.com", "a", RSA.pem(), "dkimDomain: is not a domain"),
                Arguments.of("[192.0.2.1]", "a", RSA.pem(), "dkimDomain: is not a domain"),
                Arguments.of("localhost", "a", RSA.pem(), "dkimDomain: is not a domain"),
                Arguments.of("example.com", "a", RSA.publicPem(), "is a public key, which belongs in the DNS"),
                Arguments.of("example.com", "a", der.replace("X", "CERTIFICATE"), "is a certificate"),
                Arguments.of("example.com", "a", der.replace("X", "ENCRYPTED PRIVATE KEY"), "is encrypted"),
                Arguments.of(
                        "example.com",
                        "a",
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----",
                        "is encrypted"),
                Arguments.of("example.com", "a", der.replace("X", "EC PRIVATE KEY"), "is of the kind EC PRIVATE KEY"),
                Arguments.of("example.com", "a", der.replace("X", "PRIVATE KEY"), "is neither an RSA nor an Ed25519"),
                Arguments.of("example.com", "a", der.replace("X", "RSA PRIVATE KEY"), "is neither an RSA nor"),
                Arguments.of("example.com", "a", RSA.pem().replace("M", "?"), "is not base64"),
                Arguments.of("example.com", "a", DkimKeys.rsa(512).pem(), "the RSA key has 512 bits"),
                Arguments.of("example.com", "a", "-----BEGIN PRIVATE KEY-----", "is not a PEM text"),
                Arguments.of("example.com", "a", "keys/mail.pem", "is neither a PEM text nor a resource"),
                Arguments.of("example.com", "a", "file:/nowhere/mail.pem", "cannot be read"),
                Arguments.of("example.com", "a", "classpath:nowhere.pem", "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatCannotSign(String domain, String selector, String key, String problem) {
        SmtpConfiguration defaults =
                context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
        defaults.setDkimDomain(domain);
        defaults.setDkimSelector(selector);
        defaults.setDkimPrivateKey(key);

        assertThatThrownBy(() -> context.getEndpoint(URI))
                .cause()
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .message()
                .contains(problem)
                .doesNotContain("\n")
                .doesNotContain(RSA.pem().substring(40, 60));
    }

    @Test
    void showsNoKeyInTheUri() {
        String uri = URI + "&dkimDomain=example.com&dkimSelector=a&dkimPrivateKey=RAW(" + ED25519.pem() + ")";

        assertThat(context.getEndpoint(uri))
                .asString()
                .contains("dkimPrivateKey=xxxxxx")
                .doesNotContain("BEGIN");
    }
}
