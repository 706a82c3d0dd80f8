// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.email.DsnReturn;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.Notify;
import io.github.smtpconnector.email.Priority;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What could be meant in two ways, or is not there, is named and not guessed. */
class NothingGuessedTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fileName content",
                "key value",
                "name content contentType",
                "key content encoding inline contentId"
            })
    void refusesOneAttachmentAsAMapOfThem(String fields) {
        Map<String, Object> one = new java.util.LinkedHashMap<>();
        for (String field : fields.split(" ")) {
            one.put(field, "x");
        }
        String advice = "Attachments: has the fields of one attachment where a map of file name and file belongs";
        assertThat(refusal(BASE, null, Map.of("Attachments", one))).contains(advice, "[{key, value}]");
        assertThat(refusal(
                        BASE,
                        null,
                        Map.of("Attachments", new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(one))))
                .contains(advice);
        assertThat(refusal(BASE, Map.of("attachments", one), Map.of())).contains(advice);
    }

    @Test
    void takesAMapOfFilesThatAreCalledLikeFields() throws Exception {
        assertThat(mail(BASE, null, Map.of("Attachments", Map.of("name", "x", "b.txt", "y")))
                        .attachments())
                .hasSize(2);
        assertThat(mailers.sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To",
                "DynamicTo",
                "ToJson",
                "Cc",
                "CcJson",
                "Bcc",
                "BccJson",
                "ReplyTo",
                "ReadReceiptTo",
                "InReplyTo",
                "References",
                "ListUnsubscribe",
                "DsnNotify",
                "Attachments",
                "MultipleAttachments"
            })
    void namesThePlaceOfANullInAList(String header) {
        for (Object list : List.of(Arrays.asList(good(header), null), new Object[] {good(header), null})) {
            assertThat(refusal(BASE, null, Map.of(header, list)))
                    .contains("[1]")
                    .contains("nothing (null)")
                    .doesNotContain("NullPointer");
        }
    }

    private static Object good(String header) {
        return switch (header) {
            case "Attachments", "MultipleAttachments" -> Map.of("key", "a.txt", "value", "x");
            case "DsnNotify" -> "DELAY";
            case "ListUnsubscribe" -> "mailto:x@example.com";
            default -> "x@example.com";
        };
    }

    @Test
    void takesAHeaderWithJsonNullForNone() throws Exception {
        assertThat(mail(
                                FROM + "&to=a@example.com",
                                "hello body",
                                Map.of("Text", NullNode.getInstance(), "Attachments", Map.of("a.txt", "x")))
                        .text())
                .isEqualToIgnoringNewLines("hello body");
    }

    @Test
    void refusesAHeaderFieldWithoutName() {
        assertThat(refusal(BASE, null, Map.of("Headers", Collections.singletonMap(null, "x"))))
                .contains("Headers: has nothing (null) where the name of a field belongs");
    }

    /** As a blank text is none in every other input. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void takesAHeaderFieldWithoutTextForNone(String text) throws Exception {
        assertThat(mail(BASE, null, Map.of("Headers", Map.of("X-A", text, "X-B", "b")))
                        .headers("X-A"))
                .isEmpty();
        assertThat(mailers.onlyMail().mail().header("X-B")).isEqualTo("b");
    }

    @Test
    void takesOurOwnEnums() throws Exception {
        assertThat(mail(
                                BASE,
                                null,
                                Map.of(
                                        "Priority", Priority.HIGH,
                                        "DsnNotify", EnumSet.of(Notify.SUCCESS, Notify.DELAY),
                                        "DsnReturn", DsnReturn.HDRS))
                        .header("Importance"))
                .isEqualTo("high");
    }

    @Test
    void takesASetOfAttachments() throws Exception {
        LinkedHashSet<Object> set = new LinkedHashSet<>(
                List.of(Map.of("key", "a.txt", "value", "x"), Map.of("key", "b.txt", "value", "x")));
        assertThat(mail(BASE, null, Map.of("Attachments", set)).attachments()).hasSize(2);
    }

    @Test
    void callsThingsByTheirName() {
        assertThat(Kind.of(Path.of("x"))).isEqualTo("a path of a file");
        assertThat(Kind.of(new char[0])).isEqualTo("an array of char");
        assertThat(Kind.of(new byte[0])).isEqualTo("an array of byte");
        assertThat(Kind.of(List.of())).isEqualTo("a list");
        assertThat(Kind.of(new Object[0])).isEqualTo("a list");
    }

    @Test
    void saysThatATextIsNoPlaceOfAnAttachment() {
        assertThat(refusal(BASE, null, Map.of("Attachments", "/etc/hostname")))
                .contains("Attachments: is not valid JSON, as a text must be here; give a map of file name and file");
        assertThat(refusal(BASE, null, Map.of("MultipleAttachments", "a.txt"))).contains("give a list of attachments");
    }

    @Test
    void readsJsonBehindAByteOrderMark() throws Exception {
        String mark = "\uFEFF";
        assertThat(recipients(
                        FROM + "&bodyAs=INPUTS",
                        mark + "{\"text\": \"t\", \"to\": \"\uFEFF[\\\"x@example.com\\\"]\"}",
                        Map.of()))
                .containsExactly("x@example.com");
        for (String header : List.of("Attachments", "MultipleAttachments")) {
            mailers.sent.clear();
            assertThat(mail(BASE, null, Map.of(header, mark + "[{\"key\": \"a\", \"value\": \"b\"}]"))
                            .attachments())
                    .hasSize(1);
        }
        mailers.sent.clear();
        assertThat(mail(BASE, null, Map.of("Headers", mark + "{\"X-A\": \"1\"}"))
                        .header("X-A"))
                .isEqualTo("1");
    }

    /** A block scalar, a file or a secret ends so, and nothing is lost with it. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\r"})
    void leavesALineEndAtTheVeryEndOut(String end) throws Exception {
        assertThat(mail(BASE, null, Map.of("Subject", "Your order" + end, "To", "x@example.com" + end))
                        .header("Subject"))
                .isEqualTo("Your order");
        mailers.sent.clear();
        assertThat(refusal(BASE, null, Map.of("Subject", "Your" + end + "order")))
                .contains("Subject: ");
    }

    @Test
    void refusesTwoPartsWithOneContentId() {
        List<Map<String, String>> two = List.of(
                Map.of("key", "a.png", "value", "x", "contentId", "i"),
                Map.of("key", "b.png", "value", "x", "contentId", "<i>"));
        assertThat(refusal(BASE, null, Map.of("Attachments", two)))
                .contains("attachment b.png: has the content id i, which a.png has, too");
    }

    @ParameterizedTest
    @CsvSource({
        "X-SMTPAPI",
        "x-smtpapi",
        "X-Mailgun-Recipient-Variables",
        "X-MC-MergeVars",
        "X-MJ-Vars",
        "X-PM-Metadata-x"
    })
    void letsNoFieldOfAProviderPassTheAllowedRecipients(String name) throws Exception {
        String limited = FROM + "&to=a@example.com&allowedRecipients=*@example.com";
        Map<String, String> headers = Map.of(name, "{\"to\": [\"eve@evil.example\"]}");
        assertThatThrownBy(() -> mail(limited + "&text=t", null, Map.of("Headers", headers)))
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.RECIPIENTS_REJECTED))
                .hasMessageContaining("allowedRecipients");
        assertThat(refusal(limited, Map.of("text", "t", "headers", headers), Map.of()))
                .contains(name);
        Email email = Email.builder()
                .from("ann@example.com")
                .to("a@example.com")
                .text("t")
                .header(name, "x")
                .build();
        assertThat(refusal("from=x@example.com&allowedRecipients=*@example.com", email, Map.of()))
                .contains(name);
        MimeMessage message = new MimeMessage((Session) null);
        message.setText("t");
        message.setHeader(name, "x");
        assertThat(refusal(limited, message, Map.of())).contains(name);
        assertThat(mail(BASE, null, Map.of("Headers", headers)).rawText()).contains(name);
    }

    @Test
    void readsANodeOfAnyDepth() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode deep = nodes.textNode("x");
        for (int i = 0; i < 100_000; i++) {
            deep = i % 2 == 0 ? nodes.arrayNode().add(deep) : nodes.objectNode().set("k", deep);
        }
        for (String header : List.of("To", "Attachments", "Headers", "Subject", "References")) {
            JsonNode value = header.equals("Attachments") ? nodes.objectNode().set("a.json", deep) : deep;
            assertThat(refusal(BASE, null, Map.of(header, value))).contains(header);
        }
    }
}
