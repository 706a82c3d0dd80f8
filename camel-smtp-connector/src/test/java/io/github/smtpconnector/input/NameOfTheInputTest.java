// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.email.Email;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultHeadersMapFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An error names the input under the name that the route uses, where an input has several or a field has several inputs. */
class NameOfTheInputTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=bob@example.com&text=t";

    private static final List<String> RECIPIENTS =
            List.of("To", "DynamicTo", "ToJson", "Cc", "CcJson", "Bcc", "BccJson");

    private static final NullNode NOTHING = NullNode.getInstance();

    /** Each input for recipients with each value that is wrong, and what is said of it. */
    static Stream<Object[]> wrong() {
        return RECIPIENTS.stream()
                .flatMap(input -> Stream.of(
                        new Object[] {input, 7, ": is a number"},
                        new Object[] {input, "no address", ": "},
                        new Object[] {input, "[", ": begins like a JSON array"},
                        new Object[] {input, List.of("a@example.com", 7), "[1]: is a number"},
                        new Object[] {input, List.of("half <a@"), "[0]: "}));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isThatOfTheHeader(String input, Object value, String problem) {
        assertThat(refusal(BASE, null, Map.of(input, value))).startsWith(input + problem);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isThatOfTheBodyField(String input, Object value, String problem) {
        Map<String, Object> body = Map.of(Character.toLowerCase(input.charAt(0)) + input.substring(1), value);
        assertThat(refusal(BASE, body, Map.of())).startsWith(input + problem);
    }

    /** Each form takes a way of its own to the field. */
    static Stream<Object[]> notAllowed() {
        return RECIPIENTS.stream()
                .flatMap(input -> Stream.of(
                        new Object[] {input, "eve@example.org", input},
                        new Object[] {input, "=?utf-8?q?E?= <eve@example.org>", input},
                        new Object[] {input, address("eve@example.org"), input},
                        new Object[] {input, List.of("bob@example.com", "eve@example.org"), input + "[1]"},
                        new Object[] {input, List.of(address("eve@example.org")), input + "[0]"}));
    }

    @ParameterizedTest
    @MethodSource("notAllowed")
    void isThatOfTheInputWithARecipientThatIsNotAllowed(String input, Object value, String name) {
        assertThat(refusal(BASE + "&allowedRecipients=*@example.com", null, Map.of(input, value)))
                .isEqualTo(name + ": eve@example.org is not among the allowed recipients");
    }

    @Test
    void isThatOfTheHeaderBesideAFinishedMail() {
        assertThat(refusal(
                        "",
                        Email.builder()
                                .from("ann@example.com")
                                .to("bob@example.com")
                                .text("t")
                                .build(),
                        Map.of("ToJson", "carl@example.com")))
                .contains("these are given beside it: ToJson;");
    }

    @Test
    void isAsTheRouteWritesIt() {
        assertThat(refusal(BASE, null, Map.of("tojson", 7))).startsWith("tojson: is a number");
    }

    /** What is JSON null is not given, in whichever place. */
    static final List<Object[]> ONE_IS_NOTHING = List.of(
            new Object[] {NOTHING, "carl@example.com"},
            new Object[] {"carl@example.com", NOTHING},
            new Object[] {NOTHING, TextNode.valueOf("carl@example.com")},
            new Object[] {NOTHING, List.of("carl@example.com")});

    @ParameterizedTest
    @FieldSource("ONE_IS_NOTHING")
    void takesTheOneOfTwoNamesThatIsGiven(Object dynamicTo, Object toJson) throws Exception {
        assertThat(recipients(BASE, null, Map.of("DynamicTo", dynamicTo, "ToJson", toJson)))
                .containsExactly("bob@example.com", "carl@example.com");
        mailers.sent.clear();
        assertThat(recipients(BASE, Map.of("dynamicTo", dynamicTo, "toJson", toJson), Map.of()))
                .containsExactly("bob@example.com", "carl@example.com");
    }

    @Test
    void takesNeitherOfTwoNamesWhereNoneIsGiven() throws Exception {
        assertThat(recipients(BASE, null, Map.of("DynamicTo", NOTHING, "ToJson", NOTHING)))
                .containsExactly("bob@example.com");
        mailers.sent.clear();
        assertThat(recipients(BASE, Map.of("dynamicTo", NOTHING, "toJson", NOTHING), Map.of()))
                .containsExactly("bob@example.com");
    }

    @Test
    void refusesTwoNamesAlsoWithEmptyValues() {
        assertThat(refusal(BASE, null, Map.of("DynamicTo", "", "ToJson", List.of())))
                .contains("ToJson: is another name of DynamicTo");
    }

    /** The header, else the body field, by whichever of its names. */
    @ParameterizedTest
    @CsvSource({"DynamicTo, toJson", "ToJson, dynamicTo", "DynamicTo, dynamicTo", "ToJson, toJson"})
    void takesTheHeaderBeforeTheBodyField(String header, String field) throws Exception {
        assertThat(recipients(BASE, Map.of(field, "no@example.com"), Map.of(header, "carl@example.com")))
                .containsExactly("bob@example.com", "carl@example.com");
    }

    /**
     * A message may have headers whose names differ only in case, where the application's map is such. Their order is the
     * map's, and Camel's own map has another one with each version.
     */
    @ParameterizedTest
    @CsvSource({"To, to", "SUBJECT, Subject", "DynamicTo, tojson"})
    void refusesAHeaderGivenTwiceInOtherLetters(String name, String other) {
        context.getCamelContextExtension().setHeadersMapFactory(new AnyNames());
        for (List<String> order : List.of(List.of(name, other), List.of(other, name))) {
            Map<String, Object> headers = new LinkedHashMap<>();
            order.forEach(header -> headers.put(header, "a@example.com"));
            assertThat(refusal(BASE, null, headers))
                    .contains(other + ": is another name of " + name + ", which is given, too; keep one");
        }
    }

    @Test
    void takesAKeyAsJson() throws Exception {
        context.getRegistry().bind("sent", MemoryIdempotentRepository.memoryIdempotentRepository());
        Exchange exchange =
                send(BASE + "&idempotentRepository=#sent", null, Map.of("IdempotencyKey", TextNode.valueOf("order-1")));
        assertThat(exchange.getException()).isNull();
        mailers.sent.clear();
        assertThat(mail(BASE, null, Map.of("IdempotencyKey", NOTHING)).text()).isNotNull();
    }

    /** Headers in a map that tells upper from lower case, in the order in which they are set. */
    private static final class AnyNames extends DefaultHeadersMapFactory {

        @Override
        public Map<String, Object> newMap() {
            return new LinkedHashMap<>();
        }

        @Override
        public Map<String, Object> newMap(Map<String, Object> map) {
            return new LinkedHashMap<>(map);
        }

        @Override
        public boolean isInstanceOf(Map<String, Object> map) {
            return map instanceof LinkedHashMap;
        }

        @Override
        public boolean isCaseInsensitive() {
            return false;
        }
    }
}
