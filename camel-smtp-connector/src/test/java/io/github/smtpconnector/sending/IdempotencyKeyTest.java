// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.testkit.ReceivedMail;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a key, and what it makes of the mail's name. */
class IdempotencyKeyTest extends EmailReaderFixture {

    private static final String GUARDED = "&to=a@example.com&idempotentRepository=#bean:keys";

    /** The SHA-256 of {@code invoice-4711}, by {@code sha256sum}. */
    private static final String DIGEST = "e3e26a4c847e961a453e18ec51bde5b9f28502d5d08731fabb938001497e1b3f";

    @BeforeEach
    void bind() {
        context.getRegistry().bind("keys", new MemoryIdempotentRepository());
    }

    private String refusal(Object key) {
        return refusal(FROM + GUARDED, "t", Map.of("IdempotencyKey", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\t", "a\rb", "a\nBcc: eve@example.org", "a\u0000", "a\u0085b"})
    void refusesBlanksAndControlCharacters(String key) {
        assertThat(refusal(key)).startsWith("IdempotencyKey: ").doesNotContain("eve");
    }

    @Test
    void refusesWhatIsNoTextOrTooLong() {
        assertThat(refusal(4711)).contains("IdempotencyKey: is a number where a text belongs");
        assertThat(refusal(List.of("k"))).contains("IdempotencyKey: is a list");
        assertThat(refusal("k".repeat(256))).contains("256 characters, more than 255");
        assertThat(send(FROM + GUARDED, "t", Map.of("IdempotencyKey", "k".repeat(255)))
                        .getException())
                .isNull();
    }

    @Test
    void refusesAKeyThatNobodyRemembers() {
        assertThat(refusal(FROM + "&to=a@example.com", "t", Map.of("IdempotencyKey", "k")))
                .contains("IdempotencyKey: has no effect without the option idempotentRepository");
    }

    @Test
    void refusesToSendUnguardedWhereARepositoryIsGiven() {
        assertThat(refusal(FROM + GUARDED, "t", Map.of())).contains("IdempotencyKey: is missing");
    }

    @Test
    void reportsABadKeyWithAllElseThatIsWrong() {
        assertThat(refusal(FROM + GUARDED, "t", Map.of("IdempotencyKey", " ", "Cc", "nobody")))
                .contains("IdempotencyKey: ", "Cc: ");
    }

    @Test
    void namesTheMailByTheDigestOfItsKeyAtTheSendersDomain() throws Exception {
        ReceivedMail mail = mail(FROM + GUARDED, "t", Map.of("IdempotencyKey", "invoice-4711"));
        assertThat(mail.header("Message-ID")).isEqualTo("<" + DIGEST + "@example.com>");
        assertThat(new String(mail.raw(), StandardCharsets.ISO_8859_1)).doesNotContain("invoice-4711");
    }

    @Test
    void guardsAnEmail() throws Exception {
        Email email = Email.builder()
                .from("ann@example.com")
                .to("b@example.com")
                .text("t")
                .build();
        Map<String, String> key = Map.of("IdempotencyKey", "invoice-4711");
        String options = "idempotentRepository=#bean:keys";
        assertThat(mail(options, email, key).header("Message-ID")).startsWith("<" + DIGEST);
        assertThat(send(options, email, key).getMessage().getHeader(SmtpHeaders.ALREADY_SENT))
                .isEqualTo(true);
        assertThat(mailers.sent).hasSize(1);
    }

    @Test
    void guardsAMimeMessageAndLeavesItsMessageIdAsItIs() throws Exception {
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        "From: ann@example.com\r\nTo: b@example.com\r\nMessage-ID: <own@example.com>\r\n\r\nt"
                                .getBytes(StandardCharsets.US_ASCII)));
        Map<String, String> key = Map.of("IdempotencyKey", "invoice-4711");
        String options = "idempotentRepository=#bean:keys";
        assertThat(mail(options, message, key).header("Message-ID")).isEqualTo("<own@example.com>");
        assertThat(send(options, message, key).getMessage().getHeaders())
                .containsEntry(SmtpHeaders.ALREADY_SENT, true)
                .containsEntry(SmtpHeaders.MESSAGE_ID, "<own@example.com>");
        assertThat(mailers.sent).hasSize(1);
    }

    @Test
    void tellsInTheBodyTooThatItWasSentBefore() {
        Map<String, String> key = Map.of("IdempotencyKey", "k");
        String options = FROM + GUARDED + "&resultAs=BODY";
        assertThat(send(options, "t", key).getMessage().getBody(Map.class).get("alreadySent"))
                .isNull();
        assertThat(send(options, "t", key).getMessage().getBody(Map.class).get("alreadySent"))
                .isEqualTo(true);
    }
}
