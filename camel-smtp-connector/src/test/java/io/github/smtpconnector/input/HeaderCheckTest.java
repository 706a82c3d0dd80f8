// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import io.github.smtpconnector.testkit.LoggedLines;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No header is ignored without a word. */
class HeaderCheckTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=bob@example.com&text=t";

    private final LoggedLines logged = LoggedLines.warningsOf(HeaderCheck.class);
    private final List<String> warnings = logged.lines();

    @AfterEach
    void leave() {
        logged.close();
    }

    static Stream<String> headers() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : SmtpHeaders.class.getFields()) {
            if (!field.getName().equals("RESULT_PROPERTY")) {
                names.add(Objects.toString(field.get(null)));
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void refusesAMisspeltHeaderOfOurs(String name) {
        assertThatThrownBy(() -> mail(BASE, "b", Map.of(name.substring("CamelSmtpConnector".length()) + "zzz", "x")))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .hasMessageContaining(name + "zzz: is no header of this connector; ");
        assertThat(mailers.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Subjekt, CamelSmtpConnectorSubject",
        "ToJason, CamelSmtpConnectorToJson",
        "Attachment, CamelSmtpConnectorAttachments",
        "idempotencykeys, CamelSmtpConnectorIdempotencyKey",
        "Dsn-Notify, CamelSmtpConnectorDsnNotify",
    })
    void namesTheNearest(String name, String nearest) {
        assertThat(refusal(BASE, "b", Map.of(name, "x"))).endsWith("; the nearest is " + nearest);
    }

    @Test
    void isAFaultOfTheRouteWhateverElseIsWrong() {
        assertThatThrownBy(() -> mail(FROM, "b", Map.of("Tooo", "bob@example.com")))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .hasMessageContaining("To: no recipient");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void refusesNoHeaderOfOursForItsName(String name) {
        Exchange exchange = send(BASE, "b", Map.of(name.substring("CamelSmtpConnector".length()), "x"));
        if (exchange.getException() != null) {
            assertThat(exchange.getException()).hasMessageNotContaining("is no header");
        }
    }

    @Test
    void takesToJsonForDynamicTo() throws Exception {
        assertThat(recipients(BASE, "b", Map.of("tojson", List.of("carl@example.com"))))
                .containsExactly("bob@example.com", "carl@example.com");
    }

    @Test
    void takesToJsonAsAHeaderBeforeTheBody() throws Exception {
        Map<String, Object> body = Map.of("toJson", "no@example.com", "text", "t");
        assertThat(recipients(FROM, body, Map.of("ToJson", "carl@example.com"))).containsExactly("carl@example.com");
    }

    @Test
    void refusesBothNames() {
        assertThat(refusal(BASE, "b", Map.of("ToJson", "a@example.com", "DynamicTo", "b@example.com")))
                .contains("ToJson: is another name of DynamicTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"To", "Cc", "Bcc", "Subject", "subject", "TO"})
    void warnsOnceForEachEndpointOfAHeaderOfOthers(String name) {
        for (int i = 0; i < 3; i++) {
            assertThat(send(BASE, exchange -> exchange.getMessage().setHeader(name, "carl@example.com"))
                            .getException())
                    .isNull();
        }
        assertThat(warnings).singleElement().asString().containsIgnoringCase("the header " + name + " has no effect");
        assertThat(warnings.get(0)).doesNotContain("carl");
    }

    @Test
    void warnsOfNothingWhereOurHeaderIsGivenBesides() {
        send(BASE, exchange -> {
            exchange.getMessage().setHeader("Subject", "of a received mail");
            exchange.getMessage().setHeader(SmtpHeaders.SUBJECT, "ours");
        });
        assertThat(warnings).isEmpty();
    }

    @Test
    void namesOptionAndHeaderWhereSomethingIsMissing() {
        assertThat(refusal("", null, Map.of()))
                .isEqualTo("From: no sender; give one mailbox: the option from or the header CamelSmtpConnectorFrom"
                        + "; To: no recipient; give at least one in To, Cc or Bcc: the option to, cc or bcc, or the"
                        + " header CamelSmtpConnectorTo, CamelSmtpConnectorCc or CamelSmtpConnectorBcc"
                        + "; Text: nothing to send; give a text, an html or an attachment: the option text or html,"
                        + " the header CamelSmtpConnectorText or CamelSmtpConnectorHtml, or the body");
    }

    @Test
    void saysWhatACalendarNeeds() {
        assertThat(refusal(
                        FROM + "&to=bob@example.com",
                        null,
                        Map.of("Calendar", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")))
                .startsWith("Text: nothing to send; give a text, an html or an attachment: the option text or html,")
                .endsWith("or the body; a calendar needs one of them beside it");
    }

    @Test
    void namesTheHeaderOfOthersWhereARecipientIsMissing() {
        Map<String, Object> headers = new LinkedHashMap<>(Map.of("To", "ann@example.com", "From", "x@example.com"));
        Exchange exchange = send("text=t", given -> given.getMessage().setHeaders(headers));
        assertThat(exchange.getException())
                .hasMessageContaining("; the header To has no effect, use CamelSmtpConnectorTo")
                .hasMessageContaining("; the header From has no effect, use CamelSmtpConnectorFrom");
    }

    @Test
    void saysWhatABodyThatLooksLikeInputsNeeds() {
        for (Object body : List.of(
                " {\"to\": \"a@example.com\"}", "{\"to\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            assertThat(refusal(FROM, body, Map.of())).contains("bodyAs=INPUTS");
        }
        assertThat(refusal(FROM, "Dear {name}", Map.of())).doesNotContain("bodyAs");
    }

    @Test
    void saysNothingOfAMissingRecipientWhereOneCouldNotBeRead() {
        assertThat(refusal(FROM, "b", Map.of("To", "[ann@example.com, bob@example.com]")))
                .contains("begins like a JSON array")
                .doesNotContain("no recipient");
    }
}
