// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.testkit.ReceivedPart;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttachmentInputTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] OCTETS = {0, 1, (byte) 0xfe, 'x'};

    @TempDir
    static Path folder;

    static Stream<Arguments> files() throws Exception {
        Path path = Files.write(folder.resolve("f.bin"), OCTETS);
        GenericFile<File> local = new GenericFile<>();
        local.setFile(path.toFile());
        GenericFile<Object> remote = new GenericFile<>();
        remote.setBody(OCTETS);
        byte[] prefixed = {9, 9, 0, 1, (byte) 0xfe, 'x'};
        return Stream.of(
                Arguments.of((Object) OCTETS),
                Arguments.of(ByteBuffer.wrap(OCTETS)),
                Arguments.of(ByteBuffer.wrap(prefixed, 2, 4)),
                Arguments.of(new ByteArrayInputStream(OCTETS)),
                Arguments.of(path),
                Arguments.of(path.toFile()),
                Arguments.of(local),
                Arguments.of(remote),
                Arguments.of(new DataHandler(new ByteArrayDataSource(OCTETS, "image/png"))),
                Arguments.of(new InputStreamCache(OCTETS)),
                Arguments.of("data:image/png;base64,AAH+eA=="),
                Arguments.of("data:,%00%01%FEx"),
                Arguments.of(JSON.getNodeFactory().binaryNode(OCTETS)),
                Arguments.of(JSON.getNodeFactory().pojoNode(OCTETS)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesAFileInAnyForm(Object file) throws Exception {
        assertThat(only(Map.of("Attachments", Map.of("a.bin", file))).bytes()).isEqualTo(OCTETS);
    }

    private ReceivedPart only(Map<String, ?> headers) throws Exception {
        List<ReceivedPart> attachments = mail(BASE, null, headers).attachments();
        assertThat(attachments).hasSize(1);
        return attachments.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/passwd",
                "https://example.com/a.pdf",
                "file:///etc/passwd",
                "data is 1, 2",
                "SGVsbG8=",
                "Grüße",
            })
    void takesTextForContentNeverForAPlace(String text) throws Exception {
        assertThat(new String(only(Map.of("Attachments", Map.of("a.txt", text))).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void writesMapsAndListsAsJson() throws Exception {
        assertThat(new String(
                        only(Map.of("Attachments", Map.of("a.json", Map.of("k", List.of(1)))))
                                .bytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"k\":[1]}");
    }

    static Stream<Arguments> shapes() throws Exception {
        return Stream.of(
                Arguments.of("Attachments", Map.of("a.txt", "x")),
                Arguments.of("Attachments", List.of(Map.of("key", "a.txt", "value", "x"))),
                Arguments.of("Attachments", new Object[] {Map.of("fileName", "a.txt", "content", "x")}),
                Arguments.of("Attachments", "{\"a.txt\": \"x\"}"),
                Arguments.of("Attachments", " [{\"key\": \"a.txt\", \"value\": \"x\"}]"),
                Arguments.of("Attachments", JSON.readTree("{\"a.txt\": \"x\"}")),
                Arguments.of("MultipleAttachments", List.of(Map.of("name", "a.txt", "content", "x"))),
                Arguments.of(
                        "MultipleAttachments", List.of(Attachment.of("a.txt", "x".getBytes(StandardCharsets.UTF_8)))),
                Arguments.of(
                        "MultipleAttachments",
                        List.of(Map.of("key", "a.txt", "value", "eA ==\r\n", "encoding", "BASE64"))),
                Arguments.of("MultipleAttachments", "[{\"name\": \"a.txt\", \"content\": \"x\"}]"),
                Arguments.of("MultipleAttachments", JSON.readTree("[{\"key\": \"a.txt\", \"value\": \"x\"}]")));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void takesAttachmentsInAnyShape(String header, Object value) throws Exception {
        ReceivedPart part = only(Map.of(header, value));
        assertThat(part.fileName()).isEqualTo("a.txt");
        assertThat(new String(part.bytes(), StandardCharsets.UTF_8)).isEqualTo("x");
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("Attachments", 5, "Attachments: is a number where a map or list"),
                Arguments.of("Attachments", "not json", "Attachments: is not valid JSON"),
                Arguments.of("Attachments", "\"text\"", "Attachments: is one JSON text"),
                Arguments.of("Attachments", "{\"a\":1,\"a\":2}", "Attachments: is not valid JSON"),
                Arguments.of("Attachments", Map.of("a.txt", 5), "Attachments[a.txt]: is a number where a file"),
                Arguments.of(
                        "Attachments", java.util.Collections.singletonMap("a", null), "Attachments[a]: is nothing"),
                Arguments.of(
                        "Attachments", Map.of("a.txt", new File("/nowhere")), "Attachments[a.txt]: cannot be read"),
                Arguments.of("Attachments", Map.of("a\r\nb", "x"), "Attachments[a\\u000D\\u000Ab]: "),
                Arguments.of("Attachments", Map.of("a", "data:;base64,#"), "Attachments[a]: is not valid base64"),
                Arguments.of("Attachments", Map.of("a", "data:,%4"), "Attachments[a]: is a data: URI"),
                Arguments.of("Attachments", Map.of("a", "data: 1, 2"), "Attachments[a]: begins like a data: URI"),
                Arguments.of("MultipleAttachments", Map.of("a", "b"), "MultipleAttachments: is an object where a list"),
                Arguments.of("MultipleAttachments", "{\"a\":\"b\"}", "MultipleAttachments: is an object"),
                Arguments.of("MultipleAttachments", Arrays.asList("x", null), "MultipleAttachments[1]: is nothing"),
                Arguments.of("MultipleAttachments", List.of("x"), "MultipleAttachments[0]: is a text where"),
                element(Map.of("key", "a"), "has none of the fields value, content"),
                element(Map.of("value", "a"), "has none of the fields key, fileName, name"),
                element(Map.of("key", "a", "name", "b", "value", ""), "key and name, which mean the same"),
                element(Map.of("key", "a", "path", "/etc/passwd"), "field path, which is refused"),
                element(Map.of("key", "a", "href", "http://x"), "never a path or URL"),
                element(Map.of("key", "a", "value", "", "size", 1), "unknown field size"),
                element(Map.of("key", "a", "value", "a?", "encoding", "base64"), "is not valid base64"),
                element(Map.of("key", "a", "value", 1, "encoding", "base64"), "where base64 text belongs"),
                element(Map.of("key", "a", "value", "", "encoding", "hex"), "encoding other than base64"),
                element(Map.of("key", "a", "value", "", "inline", "maybe"), "as inline"),
                element(Map.of("key", 1, "value", ""), "a number as key"),
                element(Map.of("key", "a", "value", "", "contentType", "nonsense"), "content type"));
    }

    private static Arguments element(Map<String, ?> element, String said) {
        return Arguments.of("MultipleAttachments", List.of(element), said);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesAnythingElseAndNamesTheElement(String header, Object value, String said) {
        assertThat(refusal(BASE, null, Map.of(header, value))).contains(said, header);
    }

    @Test
    void takesTheContentTypeGivenThenTheFilesOwnThenTheNames() throws Exception {
        DataHandler png = new DataHandler(new ByteArrayDataSource(OCTETS, "image/png"));
        List<Map<String, ?>> list = List.of(
                Map.of("key", "1.pdf", "value", png, "contentType", "image/gif"),
                Map.of("key", "2.pdf", "value", png),
                Map.of("key", "3.pdf", "value", OCTETS),
                Map.of("key", "4", "value", OCTETS),
                Map.of("key", "5.pdf", "value", "data:image/jpeg,x"));
        assertThat(mail(BASE, null, Map.of("MultipleAttachments", list)).attachments())
                .extracting(ReceivedPart::contentType)
                .containsExactly("image/gif", "image/png", "application/pdf", "application/octet-stream", "image/jpeg");
    }

    @Test
    void appendsCamelsOwnAttachmentsToTheTwoInputs() throws Exception {
        Exchange exchange = send(BASE + "&html=<img src='cid:logo'>", prepared -> {
            prepared.getMessage().setHeader(SmtpHeaders.ATTACHMENTS, Map.of("1.txt", "x"));
            prepared.getMessage()
                    .setHeader(SmtpHeaders.MULTIPLE_ATTACHMENTS, List.of(Map.of("key", "2.txt", "value", "x")));
            AttachmentMessage message = prepared.getMessage(AttachmentMessage.class);
            message.addAttachment("3.png", new DataHandler(new ByteArrayDataSource(OCTETS, "image/png")));
            message.addAttachment("cid:logo", new DataHandler(new ByteArrayDataSource(OCTETS, "image/png")));
            DefaultAttachment header =
                    new DefaultAttachment(new DataHandler(new ByteArrayDataSource(OCTETS, "image/gif")));
            header.setHeader("Content-ID", "<photo@x>");
            message.addAttachmentObject("4.gif", header);
        });
        assertThat(exchange.getException()).isNull();
        assertThat(mailers.onlyMail().mail().attachments())
                .extracting(ReceivedPart::fileName)
                .containsExactlyInAnyOrder("1.txt", "2.txt", "3.png", "logo", "4.gif");
        assertThat(mailers.onlyMail().mail().rawText()).contains("<logo>", "<photo@x>");
        assertThat(mailers.onlyMail().mail().tree()).contains("related");
    }

    /** By a content id, unless it says otherwise. */
    @Test
    void isInlineWhereTheElementSaysSo() throws Exception {
        for (Object yes : List.of(true, "true")) {
            assertThat(disposition(Map.of("inline", yes))).isEqualTo("inline");
        }
        for (Object no : List.of(false, "false")) {
            assertThat(disposition(Map.of("inline", no, "contentId", "i"))).isEqualTo("attachment");
        }
        assertThat(disposition(Map.of("contentId", "i"))).isEqualTo("inline");
        assertThat(disposition(Map.of())).isEqualTo("attachment");
    }

    private String disposition(Map<String, Object> more) throws Exception {
        Map<String, Object> element = new HashMap<>(more);
        element.putAll(Map.of("key", "a.bin", "value", new byte[] {1}));
        mailers.sent.clear();
        String mail = mail(BASE + "&html=<p>x</p>", null, Map.of("Attachments", List.of(element)))
                .rawText();
        String field = "Content-Disposition: ";
        return mail.substring(mail.indexOf(field) + field.length()).split(";")[0];
    }
}
