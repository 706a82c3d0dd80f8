// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.DkimVerifier;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything but the connection. */
class DryRunTest {

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();

    @BeforeEach
    void start() {
        context.getRegistry().bind("repo", repository);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private Exchange send(String options, Object body, Map<String, Object> headers) {
        String uri = "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false&from=ann@example.com" + options;
        return context.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    @Test
    void givesTheFinishedMailAndConnectsToNobody() {
        Exchange exchange = send(
                "&dryRun=true&envelopeFrom=bounces@example.com",
                Map.of("to", "bob@example.com", "bcc", "dora@example.com", "subject", "Grüße", "text", "Hallo"),
                Map.of());
        assertThat(exchange.getException()).isNull();
        ReceivedMail mail = ReceivedMail.parse(exchange.getMessage().getBody(byte[].class));
        assertThat(mail.header("Subject")).isEqualTo("Grüße");
        assertThat(mail.rawText()).doesNotContain("dora@");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(SmtpHeaders.DELIVERY_STATE, "NOT_SENT")
                .containsEntry(SmtpHeaders.ENVELOPE_FROM, "bounces@example.com")
                .containsEntry(SmtpHeaders.ENVELOPE_TO, List.of("bob@example.com", "dora@example.com"))
                .containsEntry(SmtpHeaders.MESSAGE_ID, mail.header("Message-ID"))
                .containsEntry(SmtpHeaders.MESSAGE_SIZE, (long) mail.raw().length)
                .containsEntry(SmtpHeaders.ACCEPTED, List.of())
                .doesNotContainKeys(SmtpHeaders.HOST, SmtpHeaders.REPLY_CODE, SmtpHeaders.ALREADY_SENT);
        assertThat(server.connections()).isZero();
    }

    @Test
    void isSentAsItWasApproved() {
        Exchange preview = send("&dryRun=true&to=bob@example.com", "Hallo", Map.of());
        byte[] approved = preview.getMessage().getBody(byte[].class);
        Exchange sent = send("&bodyAs=MIME&to=bob@example.com", approved, Map.of());
        assertThat(sent.getException()).isNull();
        assertThat(server.mails().get(0).content()).isEqualTo(approved);
    }

    @Test
    void writesNothingToTheRepositoryAndShowsTheIdThatTheMailWillHave() {
        Map<String, Object> key = Map.of(SmtpHeaders.IDEMPOTENCY_KEY, "invoice-1");
        String options = "&to=bob@example.com&idempotentRepository=#repo";
        Exchange preview = send(options + "&dryRun=true", "t", key);
        assertThat(repository.getCacheSize()).isZero();
        Exchange sent = send(options, "t", key);
        assertThat(sent.getMessage().getHeader(SmtpHeaders.DELIVERY_STATE)).isEqualTo("ACCEPTED");
        assertThat(sent.getMessage().getHeader(SmtpHeaders.MESSAGE_ID))
                .isEqualTo(preview.getMessage().getHeader(SmtpHeaders.MESSAGE_ID));
    }

    @Test
    void isSignedAsTheMailWillBe() {
        DkimKeys rsa = DkimKeys.rsa(2048);
        DkimKeys ed25519 = DkimKeys.ed25519();
        SmtpConfiguration defaults =
                context.getComponent("smtp-connector", SmtpComponent.class).getConfiguration();
        defaults.setDkimDomain("example.com");
        defaults.setDkimSelector("a,b");
        defaults.setDkimPrivateKey(rsa.pem() + "," + ed25519.pem());
        byte[] preview = send(
                        "&dryRun=true",
                        Map.of(
                                "to",
                                "bob@example.com",
                                "text",
                                "Grüße ",
                                "attachments",
                                Map.of("a.bin", new byte[9999])),
                        Map.of())
                .getMessage()
                .getBody(byte[].class);
        assertThat(new DkimVerifier(preview).holds("a", rsa.publicKey())).isTrue();
        assertThat(new DkimVerifier(preview).holds("b", ed25519.publicKey())).isTrue();
        preview[preview.length - 20]++;
        assertThat(new DkimVerifier(preview).holds("a", rsa.publicKey())).isFalse();
        assertThat(server.connections()).isZero();
    }

    @Test
    void refusesWhatSendingWouldRefuse() {
        Exchange exchange = send("&dryRun=true", "t", Map.of(SmtpHeaders.TO, "nobody"));
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.ADDRESS_SYNTAX));
    }

    @Test
    void needsTheBodyForTheMail() {
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:mail.example.com?dryRun=true&resultAs=BODY"))
                .hasRootCauseInstanceOf(PermanentSmtpException.class)
                .rootCause()
                .hasMessageContaining("dryRun: needs resultAs=HEADERS or MIME");
    }
}
