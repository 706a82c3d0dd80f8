// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.LoggedLines;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newcomer gets wrong, and the whole of what is then said: which input, and what to change. */
class MistakesTest extends EmailReaderFixture {

    private static final String TO = "&to=bob@example.com";
    private static final String BASE = FROM + TO + "&text=t";
    private static final String RECIPIENTS = "the option to, cc or bcc, or the header CamelSmtpConnectorTo,"
            + " CamelSmtpConnectorCc or CamelSmtpConnectorBcc";
    private static final String AMPERSAND = "; a value that holds & is written RAW(...)";

    static Stream<Arguments> inputs() {
        return Stream.of(
                input(
                        "no sender",
                        "text=t" + TO,
                        null,
                        Map.of(),
                        "From: no sender; give one mailbox: the option from or the header CamelSmtpConnectorFrom"),
                input(
                        "a header of camel-mail, and no recipient",
                        FROM + "&text=t",
                        null,
                        Map.of("!To", "ann@example.com"),
                        "To: no recipient; give at least one in To, Cc or Bcc: " + RECIPIENTS
                                + "; the header To has no effect, use CamelSmtpConnectorTo"),
                input(
                        "a slip in a header",
                        BASE,
                        null,
                        Map.of("Subjekt", "s"),
                        "CamelSmtpConnectorSubjekt: is no header of this connector; the nearest is"
                                + " CamelSmtpConnectorSubject"),
                input(
                        "a list in brackets",
                        FROM + "&text=t",
                        null,
                        Map.of("To", "[ann@example.com, bob@example.com]"),
                        "To: begins like a JSON array but is not valid JSON at line 1, column 5; write each address in"
                                + " double quotes, or the list without brackets"),
                input(
                        "a name with a comma",
                        FROM + "&text=t",
                        null,
                        Map.of("To", "Example, Ann <ann@example.com>"),
                        "To: address 1 'Example': no '@'; a name with ',' belongs in double quotes"),
                input(
                        "an address for its own name, in apostrophes",
                        FROM + "&text=t",
                        null,
                        Map.of("To", "'ann@example.com' <ann@example.com>"),
                        "To: address 1 ''ann@example.com' <ann@example.com>': an address before '<'; put the name in"
                                + " double quotes"),
                input(
                        "a path for attachments",
                        BASE,
                        null,
                        Map.of("Attachments", "/etc/hostname"),
                        "Attachments: is not valid JSON, as a text must be here; give a map of file name and file, or"
                                + " the JSON of one"),
                input(
                        "a file for attachments",
                        BASE,
                        null,
                        Map.of("Attachments", new File("/etc/hostname")),
                        "Attachments: is a java.io.File where a map or list of attachments belongs"),
                input(
                        "a file that is not there",
                        BASE,
                        null,
                        Map.of("Attachments", Map.of("a.txt", new File("/nowhere/a.txt"))),
                        "Attachments[a.txt]: cannot be read: no readable file: /nowhere/a.txt"),
                input(
                        "a key that is no input",
                        FROM + TO,
                        Map.of("customerId", 5),
                        Map.of(),
                        "Body: is a map with keys that are no inputs: customerId; correct them, give Text or Html, or"
                                + " set bodyAs"),
                input(
                        "inputs as JSON",
                        FROM,
                        "{\"to\": \"ann@example.com\"}",
                        Map.of(),
                        "To: no recipient; give at least one in To, Cc or Bcc: " + RECIPIENTS
                                + "; the body begins like a JSON object, which holds inputs with bodyAs=INPUTS"),
                input(
                        "a date as no program writes it",
                        BASE,
                        null,
                        Map.of("Date", "2026-11-01T12:00:0001:00"),
                        "Date: is no ISO-8601 date with time and zone where a text like 2026-11-01T12:00:00Z, a"
                                + " java.util.Date, or an Instant, OffsetDateTime or ZonedDateTime belongs"),
                input(
                        "a header as it stands in a mail",
                        BASE,
                        null,
                        Map.of("Headers", "X-Campaign: spring"),
                        "Headers: is no JSON object, as a text must be here; give a map of name and text, or the JSON of"
                                + " one"),
                input(
                        "a number for a word",
                        BASE,
                        null,
                        Map.of("Priority", 1),
                        "Priority: is none of high, normal and low"),
                input(
                        "an object for a text",
                        FROM + TO,
                        new int[] {1},
                        Map.of(),
                        "Text: is an array of int where a text belongs"),
                input(
                        "a body that is no mail",
                        FROM + TO + "&bodyAs=MIME",
                        "just text",
                        Map.of(),
                        "Body: is no mail, which bodyAs=MIME needs: it does not begin with fields such as From, To and"
                                + " Subject; give the octets of a whole mail, or set another bodyAs"),
                input(
                        "inputs that are no JSON",
                        "bodyAs=INPUTS",
                        "{to}",
                        Map.of(),
                        "Body: is not valid JSON at line 1, column 2"));
    }

    private static Arguments input(
            String mistake, String options, @Nullable Object body, Map<String, Object> headers, String said) {
        return arguments(mistake, options, body, headers, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void areToldInOneLine(
            String mistake, String options, @Nullable Object body, Map<String, Object> headers, String said) {
        assertThat(send(options, exchange -> {
                            exchange.getMessage().setBody(body);
                            headers.forEach((name, value) -> exchange.getMessage()
                                    .setHeader(
                                            name.startsWith("!") ? name.substring(1) : "CamelSmtpConnector" + name,
                                            value));
                        })
                        .getException())
                .as(mistake)
                .hasMessage(said);
        assertThat(mailers.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&to=ann+tag@example.com | to: address 1 'ann tag@example.com': white space or a comment before the"
                        + " '@'; where that was a '+' in an endpoint's URI or YAML parameter, write the value as RAW(...)",
                "&to=ann%2Btag@example.com | to: address 1 'ann tag@example.com': white space or a comment before the"
                        + " '@'; where that was a '+' in an endpoint's URI or YAML parameter, write the value as RAW(...)",
                "&contentType=text/html | contentType: is no option; set bodyAs=HTML for a body in html" + AMPERSAND,
                "&subjet=x | subjet: is no option; the nearest is subject" + AMPERSAND,
                "&subject=R&D=fun | D: is no option; see the list of options" + AMPERSAND,
                "&subject=Q & A | what follows an & is no option" + AMPERSAND,
                "&html=<a href='x?a=1&b=2'> | b: is no option; see the list of options" + AMPERSAND,
                "&username=u | password: is missing; give username and password both, or neither for a server without"
                        + " login",
                "&username=u&password=pa&ss=x | ss: is no option; see the list of options" + AMPERSAND,
                "&maxMessageSize=10MB | maxMessageSize: 0 is refused; give octets as a number without a unit, at least 1,"
                        + " or leave it out for no limit",
                "&maxMessagesPerDay=2k | maxMessagesPerDay: 0 is refused; give a number of mails, at least 1, or leave it out"
                        + " for no limit",
                "&tlsMode=SSL | tlsMode: is none of AUTO, IMPLICIT, STARTTLS",
                "&bodyAs=JSON | bodyAs: is none of AUTO, TEXT, HTML, INPUTS, MIME, IGNORE",
                "&port=25 | port: 25 is refused because it is for unencrypted mail between servers; use 587 with"
                        + " STARTTLS or 465"
            })
    void areToldWhenTheEndpointIsMade(String options, String said) {
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:mail.example.com?" + FROM + "&text=t" + options))
                .hasRootCauseMessage(said);
    }

    /** Camel binds the value, and names option and value before its own words. */
    @Test
    void aTimeThatCamelCannotReadIsNamed() {
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:h?" + BASE + "&connectTimeout=10 sec"))
                .hasMessageContaining("Error binding property (connectTimeout=10 sec) with name: connectTimeout");
    }

    @Test
    void areNoneWhereOnlyOneThingCanBeMeant() throws Exception {
        assertThat(recipients(FROM + "&text=t", null, Map.of("TO", "ann@example.com")))
                .containsExactly("ann@example.com");
        mailers.sent.clear();
        assertThat(recipients(FROM + "&text=t&to=[\"ann@example.com\", \"bob@example.com\"]", null, Map.of()))
                .containsExactly("ann@example.com", "bob@example.com");
        mailers.sent.clear();
        assertThat(recipients(BASE, null, Map.of("ToJson", "[\"carl@example.com\"]")))
                .containsExactly("bob@example.com", "carl@example.com");
    }

    @Test
    void areWarnedOfWhereTheMailMayBeMeantSo() {
        try (LoggedLines headers = LoggedLines.warningsOf(HeaderCheck.class);
                LoggedLines places = LoggedLines.warningsOf(PlaceCheck.class)) {
            send(BASE, exchange -> {
                exchange.getMessage().setHeader("To", "ann@example.com");
                exchange.getMessage().setHeader("CamelSmtpConnectorAttachments", "{\"inv.pdf\": \"file:in/inv.pdf\"}");
            });
            assertThat(headers.lines())
                    .isEqualTo(List.of(
                            "The header To has no effect on a mail; where it is meant to, set CamelSmtpConnectorTo"));
            assertThat(places.lines())
                    .isEqualTo(List.of("Attachments[inv.pdf] is the text of a path, and was attached as this text. To"
                            + " attach the file give a java.io.File, a java.nio.file.Path or its octets. This is said"
                            + " once."));
        }
    }
}
