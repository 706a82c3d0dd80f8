// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.testkit.RecordingMailers;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BodyReaderTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> texts() {
        byte[] utf8 = "Grüße".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("Grüße", "Grüße"),
                Arguments.of(utf8, "Grüße"),
                Arguments.of(new ByteArrayInputStream(utf8), "Grüße"),
                Arguments.of(new InputStreamCache(utf8), "Grüße"),
                Arguments.of(new ReaderCache("Grüße"), "Grüße"),
                Arguments.of(new StringReader("Grüße"), "Grüße"),
                Arguments.of(42, "42"),
                Arguments.of("{\"to\": \"eve@example.org\"}", "{\"to\": \"eve@example.org\"}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesAnyOtherBodyForTheText(Object body, String text) throws Exception {
        assertThat(textOf(mail(BASE, body, Map.of()).text())).isEqualTo(text);
        mailers.sent.clear();
        assertThat(mail(BASE, body, Map.of("Html", "<p>h</p>")).text()).isNull();
        mailers.sent.clear();
        assertThat(textOf(mail(BASE + "&text=given", body, Map.of()).text())).isEqualTo("given");
    }

    private static @Nullable String textOf(@Nullable String text) {
        return text == null ? null : text.strip();
    }

    @Test
    void readsBytesByTheCharsetOfTheExchange() throws Exception {
        Exchange exchange = send(BASE, prepared -> {
            prepared.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            prepared.getMessage().setBody("Grüße".getBytes(StandardCharsets.ISO_8859_1));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(textOf(mailers.onlyMail().mail().text())).isEqualTo("Grüße");
    }

    static Stream<Arguments> inputs() throws Exception {
        String json =
                "{\"to\":\"b@example.com\",\"subject\":\"s\",\"html\":\"<p>h</p>\",\"attachments\":{\"a.txt\":\"x\"}}";
        return Stream.of(
                Arguments.of("AUTO", JSON.readValue(json, Map.class)),
                Arguments.of("AUTO", JSON.readTree(json)),
                Arguments.of("INPUTS", JSON.readTree(json)),
                Arguments.of("INPUTS", json),
                Arguments.of("INPUTS", json.getBytes(StandardCharsets.UTF_8)),
                Arguments.of("INPUTS", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void readsInputsFromTheBody(String bodyAs, Object body) throws Exception {
        RecordingMailers.Sent sent = sent(FROM + "&bodyAs=" + bodyAs, body, Map.of());
        assertThat(sent.envelope().recipients()).containsExactly("b@example.com");
        assertThat(sent.mail().header("Subject")).isEqualTo("s");
        assertThat(sent.mail().html()).contains("<p>h</p>");
        assertThat(sent.mail().attachments()).hasSize(1);
    }

    @Test
    void neverLeaksABusinessPayload() throws Exception {
        Map<String, Object> order = Map.of("to", "eve@example.org", "customer", "secret");
        RecordingMailers.Sent sent = sent(BASE, order, Map.of("Text", "your order"));
        assertThat(sent.envelope().recipients()).containsExactly("a@example.com");
        assertThat(sent.mail().rawText()).doesNotContain("secret");
        mailers.sent.clear();
        assertThat(refusal(BASE, order, Map.of())).contains("keys that are no inputs: customer");
        assertThat(refusal(BASE + "&bodyAs=INPUTS", order, Map.of("Text", "t"))).contains("customer");
        assertThat(refusal(BASE, List.of("secret"), Map.of()))
                .contains("Text: is a list where a text belongs")
                .doesNotContain("secret");
    }

    @Test
    void refusesABodyThatHoldsNoInputs() {
        assertThat(refusal(BASE + "&bodyAs=INPUTS", "[1]", Map.of())).contains("Body: holds no JSON object");
        assertThat(refusal(BASE + "&bodyAs=INPUTS", "secret", Map.of()))
                .contains("Body: is not valid JSON")
                .doesNotContain("secret");
        assertThat(refusal(BASE + "&bodyAs=INPUTS", "{\"to\":\"a@b.c\",\"to\":\"d@e.f\"}", Map.of()))
                .contains("Body: is not valid JSON");
    }

    @Test
    void forcesOneMeaning() throws Exception {
        assertThat(textOf(mail(BASE + "&bodyAs=HTML", "<p>b</p>", Map.of()).html()))
                .isEqualTo("<p>b</p>");
        mailers.sent.clear();
        assertThat(textOf(mail(BASE + "&bodyAs=TEXT", "b", Map.of("Html", "<p>h</p>"))
                        .text()))
                .isEqualTo("b");
        mailers.sent.clear();
        assertThat(mail(BASE + "&bodyAs=IGNORE", Map.of("to", "eve@example.org"), Map.of("Text", "t"))
                        .rawText())
                .doesNotContain("eve");
        mailers.sent.clear();
        assertThat(refusal(BASE + "&bodyAs=IGNORE", "b", Map.of())).contains("nothing to send");
        assertThat(refusal(BASE, null, Map.of())).contains("nothing to send");
    }

    @Test
    void sendsAFinishedEmailAsItWasBuilt() throws Exception {
        Email email = Email.builder()
                .from("c@example.com")
                .to("d@example.com")
                .text("t")
                .build();
        RecordingMailers.Sent sent = sent(BASE + "&subject=ignored", email, Map.of());
        assertThat(sent.envelope()).isEqualTo(email.envelope());
        assertThat(sent.mail().header("Subject")).isNull();
        mailers.sent.clear();
        assertThat(refusal(BASE, email, Map.of("Cc", "e@example.com"))).contains("Body: is an Email", ": Cc;");
    }

    private static MimeMessage mimeMessage() throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("Author <author@example.com>");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("reader@example.com"));
        message.setRecipient(Message.RecipientType.BCC, new InternetAddress("hidden@example.com"));
        message.setSubject("as it is");
        message.setText("content");
        message.saveChanges();
        return message;
    }

    @Test
    void sendsAMimeMessageToWhomItNames() throws Exception {
        RecordingMailers.Sent sent = sent("", mimeMessage(), Map.of());
        assertThat(sent.envelope().reversePath()).isEqualTo("author@example.com");
        assertThat(sent.envelope().recipients()).containsExactly("reader@example.com", "hidden@example.com");
        assertThat(sent.mail().header("Subject")).isEqualTo("as it is");
        assertThat(sent.mail().rawText()).doesNotContain("hidden");
    }

    @Test
    void sendsAMimeMessageToWhomHeadersOrOptionsName() throws Exception {
        RecordingMailers.Sent sent = sent(
                "envelopeFrom=bounces@example.com&to=a@example.com",
                mimeMessage(),
                Map.of("BccJson", "[\"b@example.com\"]"));
        assertThat(sent.envelope().reversePath()).isEqualTo("bounces@example.com");
        assertThat(sent.envelope().recipients()).containsExactly("a@example.com", "b@example.com");
        assertThat(sent.mail().header("To")).isEqualTo("reader@example.com");
        mailers.sent.clear();
        assertThat(refusal("allowedRecipients=*@example.org", mimeMessage(), Map.of()))
                .contains("reader@example.com", "hidden@example.com");
        assertThat(refusal(BASE, mimeMessage(), Map.of("Subject", "s")))
                .contains("Body: is a MimeMessage", ": Subject;");
    }

    @Test
    void readsTheOctetsOfAMessageWhenTold() throws Exception {
        byte[] octets = "From: a@example.com\r\nTo: b@example.com\r\nSubject: raw\r\n\r\ntext\r\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(mail("bodyAs=MIME", octets, Map.of()).header("Subject")).isEqualTo("raw");
        mailers.sent.clear();
        assertThat(refusal("bodyAs=MIME", 42, Map.of())).contains("Body: ");
    }
}
