// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.testkit.RecordingMailers;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmailReaderTest extends EmailReaderFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"To, to, To", "Cc, cc, Cc", "ReplyTo, replyTo, Reply-To"})
    void takesTheHeaderBeforeTheBodyFieldBeforeTheOption(String header, String field, String line) throws Exception {
        String options = FROM + "&bcc=x@example.com&" + field + "=option@example.com";
        Map<String, String> body = Map.of(field, "body@example.com", "text", "t");
        assertThat(mail(options, body, Map.of(header, "header@example.com")).header(line))
                .isEqualTo("header@example.com");
        mailers.sent.clear();
        assertThat(mail(options, body, Map.of()).header(line)).isEqualTo("body@example.com");
        mailers.sent.clear();
        assertThat(mail(options, Map.of("text", "t"), Map.of()).header(line)).isEqualTo("option@example.com");
    }

    @ParameterizedTest
    @CsvSource({"Subject, subject", "Text, text", "Html, html", "From, from"})
    void takesTextsByTheSamePrecedence(String header, String field) throws Exception {
        String others = Stream.of("from=a@example.com", "html=h", "to=x@example.com")
                .filter(option -> !option.startsWith(field))
                .collect(java.util.stream.Collectors.joining("&"));
        String options = others + "&" + field + "=3@example.com";
        Map<String, String> body = Map.of(field, "2@example.com");
        assertThat(valueOf(field, mail(options, body, Map.of(header, "1@example.com"))))
                .isEqualTo("1@example.com");
        mailers.sent.clear();
        assertThat(valueOf(field, mail(options, body, Map.of()))).isEqualTo("2@example.com");
        mailers.sent.clear();
        assertThat(valueOf(field, mail(options, null, Map.of()))).isEqualTo("3@example.com");
    }

    private static String valueOf(String field, io.github.smtpconnector.testkit.ReceivedMail mail) {
        String value =
                switch (field) {
                    case "subject" -> mail.header("Subject");
                    case "text" -> mail.text();
                    case "html" -> mail.html();
                    default -> mail.header("From");
                };
        return String.valueOf(value).strip();
    }

    @ParameterizedTest
    @CsvSource({"To, DynamicTo", "Cc, CcJson", "Bcc, BccJson"})
    void unitesAListWithItsTwin(String list, String twin) throws Exception {
        Map<String, Object> headers = Map.of(
                list, "a@example.com, b@example.com", twin, List.of("B@EXAMPLE.com", "b@example.COM", "c@example.com"));
        assertThat(recipients(FROM, "t", headers))
                .containsExactly("a@example.com", "b@example.com", "B@EXAMPLE.com", "c@example.com");
    }

    @Test
    void unitesTheOptionWithTheTwinInTheHeader() throws Exception {
        assertThat(recipients(FROM + "&to=a@example.com", "t", Map.of("DynamicTo", "[\"b@example.com\"]")))
                .containsExactly("a@example.com", "b@example.com");
    }

    @Test
    void readsTheFieldNamesOfPortedFlows() throws Exception {
        Map<String, Object> body = Map.of(
                "toJson",
                List.of("a@example.com"),
                "ccJson",
                List.of("b@example.com"),
                "bccJson",
                "[\"c@example.com\"]",
                "text",
                "t");
        assertThat(recipients(FROM, body, Map.of())).containsExactly("a@example.com", "b@example.com", "c@example.com");
    }

    @Test
    void refusesTheSameFieldUnderTwoNames() {
        assertThat(refusal(FROM, Map.of("toJson", "[]", "dynamicTo", "[]"), Map.of()))
                .contains("Body: has dynamicTo and toJson");
    }

    static Stream<Arguments> formsOfAList() throws Exception {
        return Stream.of(
                Arguments.of("a@example.com; \"B, the second\" <b@example.com>"),
                Arguments.of(" [ \"a@example.com\", \"B <b@example.com>\" ] "),
                Arguments.of((Object) new String[] {"a@example.com", "b@example.com"}),
                Arguments.of(List.of("a@example.com, b@example.com", " ")),
                Arguments.of(new java.util.LinkedHashSet<>(List.of("a@example.com", "b@example.com"))),
                Arguments.of(List.of(address("a@example.com"), address("B <b@example.com>"))),
                Arguments.of((Object) new InternetAddress[] {
                    new InternetAddress("a@example.com"), new InternetAddress("b@example.com", "Bé")
                }),
                Arguments.of(JSON.readTree("[\"a@example.com\",\"b@example.com\"]")),
                Arguments.of(JSON.readTree("\"a@example.com, b@example.com\"")),
                Arguments.of(new StringBuilder("a@example.com,b@example.com")));
    }

    @ParameterizedTest
    @MethodSource("formsOfAList")
    void takesAListInAnyForm(Object list) throws Exception {
        assertThat(recipients(FROM, "t", Map.of("To", list))).containsExactly("a@example.com", "b@example.com");
        mailers.sent.clear();
        assertThat(recipients(FROM, Map.of("dynamicTo", list, "text", "t"), Map.of()))
                .containsExactly("a@example.com", "b@example.com");
    }

    static Stream<Arguments> badLists() throws Exception {
        return Stream.of(
                Arguments.of(List.of("a@example.com", 7), "DynamicTo[1]: is a number where an address belongs"),
                Arguments.of(Arrays.asList("a@example.com", null), "DynamicTo[1]: is nothing (null)"),
                Arguments.of(List.of(true), "DynamicTo[0]: is a boolean"),
                Arguments.of(List.of(Map.of("email", "a@example.com")), "DynamicTo[0]: is an object"),
                Arguments.of(List.of(List.of("a@example.com")), "DynamicTo[0]: is a list"),
                Arguments.of(Map.of("a", "b"), "DynamicTo: is an object"),
                Arguments.of(42, "DynamicTo: is a number"),
                Arguments.of(
                        "[\"a@example.com\"", "DynamicTo: begins like a JSON array but is not valid JSON at line 1"),
                Arguments.of("[\"a@example.com\", null]", "DynamicTo[1]: is nothing"),
                Arguments.of("[] []", "DynamicTo: begins like a JSON array but is not valid JSON"),
                Arguments.of(JSON.readTree("{\"a\":1}"), "DynamicTo: is an object"),
                Arguments.of(List.of("a@example.com", "half <b@"), "DynamicTo[1]: "),
                Arguments.of("a@example.com\r\nBcc: eve@example.org", "DynamicTo: "),
                Arguments.of(List.of("a@example.com").iterator(), "DynamicTo: is a java.util"));
    }

    @ParameterizedTest
    @MethodSource("badLists")
    void refusesWhatIsNoListAndNamesTheElement(Object list, String said) {
        assertThat(refusal(FROM + "&to=x@example.com", "t", Map.of("DynamicTo", list)))
                .contains(said);
    }

    @Test
    void takesOneSenderOnly() {
        assertThat(refusal("to=x@example.com", "t", Map.of("From", List.of("a@example.com"))))
                .contains("From: is a list where one address belongs");
        assertThat(refusal("to=x@example.com", "t", Map.of("From", "a@example.com, b@example.com")))
                .contains("From");
        assertThat(refusal("to=x@example.com", "t", Map.of())).contains("From");
    }

    @Test
    void takesAnEmptyValueAsNoneRatherThanTheDefault() throws Exception {
        String options = FROM + "&to=a@example.com&cc=b@example.com&bcc=c@example.com&subject=s";
        Map<String, Object> headers = Map.of("Cc", "", "Bcc", List.of(), "Subject", "");
        assertThat(recipients(options, "t", headers)).containsExactly("a@example.com");
        assertThat(mailers.onlyMail().mail().header("Subject")).isNull();
    }

    @Test
    void letsNullFallThrough() throws Exception {
        Exchange exchange = send(FROM + "&to=a@example.com", "t", Collections.singletonMap("To", null));
        assertThat(exchange.getException()).isNull();
        assertThat(mailers.onlyMail().envelope().recipients()).containsExactly("a@example.com");
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        Map<String, Object> headers = Map.of(
                "To", List.of(1),
                "Cc", "nobody",
                "Subject", "two\r\nlines",
                "Attachments", "{",
                "MultipleAttachments", List.of(Map.of("key", "a")));
        assertThat(refusal("replyTo=x@example.com", "t", headers))
                .contains("To[0]:", "Cc:", "ubject", "Attachments:", "MultipleAttachments[0]:", "From");
    }

    @Test
    void letsOnlyItsOwnHeadersTravel() throws Exception {
        Exchange exchange = send(FROM + "&to=a@example.com", prepared -> {
            prepared.getMessage().setBody("t");
            for (String name : List.of("Subject", "To", "Cc", "Bcc", "X-Api-Key", "Authorization", "breadcrumbId")) {
                prepared.getMessage().setHeader(name, "leak@example.org");
            }
            for (String name : List.of("Host", "Port", "EnvelopeFrom")) {
                prepared.getMessage().setHeader("CamelSmtpConnector" + name, "leak@example.org");
            }
        });
        assertThat(exchange.getException()).isNull();
        RecordingMailers.Sent sent = mailers.onlyMail();
        assertThat(sent.mail().rawText()).doesNotContain("leak@example.org");
        assertThat(sent.envelope().recipients()).containsExactly("a@example.com");
        assertThat(mailers.opened.get(0).server().server()).isEqualTo("mail.example.com:587");
    }

    @Test
    void refusesAnAddressObjectThatHidesAnother() throws Exception {
        InternetAddress two = new InternetAddress();
        two.setAddress("a@example.com, eve@evil.example");
        assertThat(refusal(FROM, "t", Map.of("To", two))).contains("To: address 1 '<a@example.com': ','");
        assertThat(refusal(FROM, "t", Map.of("To", List.of(two)))).contains("To[0]: ");
        for (String hidden : List.of("<a@example.com, eve@evil.example>", "a@example.com;eve@evil.example")) {
            MimeMessage message = new MimeMessage((Session) null);
            message.setText("t");
            message.setHeader("To", hidden);
            assertThat(refusal(FROM, message, Map.of())).contains("MimeMessage");
        }
    }

    @Test
    void keepsItsMessageShortWhateverTheInputIsCalled() {
        assertThat(refusal(FROM + "&to=a@example.com", Map.of("x".repeat(100_000), "t"), Map.of()))
                .hasSizeLessThan(10_000)
                .startsWith("Body: is a map with keys that are no inputs: xxx");
    }

    @Test
    void keepsBccOutOfTheMail() throws Exception {
        RecordingMailers.Sent sent = sent(FROM + "&to=a@example.com", "t", Map.of("Bcc", "hidden@example.com"));
        assertThat(sent.envelope().recipients()).containsExactly("a@example.com", "hidden@example.com");
        assertThat(sent.mail().rawText()).doesNotContain("hidden");
    }

    @Test
    void leavesTheExchangeAsItWas() {
        Map<String, String> body = Map.of("to", "a@example.com", "text", "t");
        Exchange exchange = send(FROM, body, Map.of("Subject", "s"));
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeader(SmtpHeaders.SUBJECT)).isEqualTo("s");
    }

    @Test
    void refusesRecipientsThatAreNotAllowed() {
        String options = FROM + "&allowedRecipients=*@example.com";
        assertThat(refusal(options, "t", Map.of("To", "a@example.com", "Bcc", "eve@example.org")))
                .contains("eve@example.org")
                .doesNotContain("a@example.com");
        for (BiFunction<Email.Builder, String, Email.Builder> field :
                List.<BiFunction<Email.Builder, String, Email.Builder>>of(
                        Email.Builder::to, Email.Builder::cc, Email.Builder::bcc)) {
            Email.Builder mail =
                    Email.builder().from("a@example.com").to("b@example.com").text("t");
            assertThat(refusal(options, field.apply(mail, "eve@example.org").build(), Map.of()))
                    .contains("eve@example.org");
        }
    }

    @Test
    void usesTheReturnPathOfTheOption() throws Exception {
        assertThat(sent(FROM + "&to=a@example.com&envelopeFrom=bounces@example.com", "t", Map.of())
                        .envelope()
                        .reversePath())
                .isEqualTo("bounces@example.com");
    }

    @Test
    void readsOnlyTheInputsItDocuments() {
        assertThat(InputField.unknownAmong(
                        Set.of("to", "toJson", "dynamicTo", "cc", "ccJson", "bcc", "bccJson", "from")))
                .isEmpty();
        assertThat(InputField.unknownAmong(Set.of("To"))).containsExactly("To");
    }
}
