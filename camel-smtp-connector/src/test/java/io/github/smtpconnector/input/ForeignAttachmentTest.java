// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.ReceivedPart;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes with a file from somebody else is no reason not to send it; what the route's author writes may be one. */
class ForeignAttachmentTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&to=a@example.com&text=t";
    private static final byte[] OCTETS = {0, 1, (byte) 0xfe, '\r', '\n', '.', '\n', 'x'};

    private static DataHandler handler(String contentType) {
        return new DataHandler(new ByteArrayDataSource(OCTETS, contentType));
    }

    private ReceivedPart forwarded(String name, DefaultAttachment attachment) throws Exception {
        Exchange exchange = send(
                BASE, prepared -> prepared.getMessage(AttachmentMessage.class).addAttachmentObject(name, attachment));
        assertThat(exchange.getException()).isNull();
        ReceivedPart part = mailers.onlyMail().mail().attachments().get(0);
        assertThat(part.bytes()).isEqualTo(OCTETS);
        return part;
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("application/pdf;\r\n name=\"invoice.pdf\"", "application/pdf"),
                Arguments.of("application/pdf;\r\n name*0=\"Monthly\"; name*1=\" one.pdf\"", "application/pdf"),
                Arguments.of("application/pdf;", "application/pdf"),
                Arguments.of("text/plain; charset = utf-8", "text/plain"),
                Arguments.of("text/plain (x)", "text/plain"),
                Arguments.of("text/plain;\tcharset=utf-8", "text/plain"),
                Arguments.of("image/jpeg; name=my file.jpg", "image/jpeg"),
                Arguments.of("image/jpeg; name=\"ü.jpg\"", "image/jpeg"),
                Arguments.of("IMAGE/JPEG", "image/jpeg"),
                Arguments.of("pdf", "image/gif"),
                Arguments.of("", "image/gif"),
                Arguments.of("multipart/mixed; boundary=x", "image/gif"),
                Arguments.of("application/\u0000", "image/gif"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void keepsOfAForeignTypeWhatCanBeRead(String given, String written) throws Exception {
        assertThat(forwarded("f.gif", new DefaultAttachment(handler(given))).contentType())
                .isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsTheTypeOfADataHandlerAsKindlyInAnInput(String given, String written) throws Exception {
        Map<String, Object> headers = Map.of("Attachments", Map.of("f.gif", handler(given)));
        ReceivedPart part = mail(BASE, null, headers).attachments().get(0);
        assertThat(part.contentType()).isEqualTo(written);
        assertThat(part.bytes()).isEqualTo(OCTETS);
    }

    @Test
    void keepsTheCharset() throws Exception {
        forwarded("f.csv", new DefaultAttachment(handler("text/csv;\r\n charset=windows-1252;\r\n name=\"f.csv\"")));
        assertThat(mailers.onlyMail().mail().rawText()).contains("text/csv; charset=windows-1252");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of(null, "attachment"),
                Arguments.of("", "attachment"),
                Arguments.of(" ", "attachment"),
                Arguments.of("..", "attachment"),
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\Temp\\a.pdf", "a.pdf"),
                Arguments.of("a\r\n b.pdf", "a b.pdf"),
                Arguments.of("a\u0000\u202Efdp.exe", "afdp.exe"),
                Arguments.of("\uD83D.pdf", ".pdf"),
                Arguments.of("Grüße \uD83C\uDF89.pdf", "Grüße \uD83C\uDF89.pdf"),
                Arguments.of("=?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?=", "Rechnung März.pdf"),
                Arguments.of("=?UTF-8?Q?Rechnung?= =?UTF-8?Q?_M=C3=A4rz.pdf?=", "Rechnung März.pdf"),
                Arguments.of("=?x-none?Q?a?=", "=?x-none?Q?a?="),
                Arguments.of("=?UTF-8?Q?..=2Fpasswd?=", "passwd"),
                Arguments.of("x".repeat(400) + ".pdf", "x".repeat(251) + ".pdf"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesEveryCamelAttachmentAName(String given, String written) throws Exception {
        ReceivedPart part = forwarded(given, new DefaultAttachment(handler("application/pdf")));
        assertThat(part.fileName()).isEqualTo(written);
        assertThat(part.contentType()).isEqualTo("application/pdf");
    }

    /** In base64 a slash is a digit, and who receives a mail takes what stands before it for a folder. */
    @Test
    void findsAnEncodedNameOfWhichOnlyTheEndIsLeft() throws Exception {
        DefaultAttachment attachment = new DefaultAttachment(handler("application/pdf"));
        attachment.setHeader("Content-Disposition", "attachment;\r\n filename=\"=?UTF-8?B?w7/Dvy5wZGY=?=\"");
        assertThat(forwarded("Dvy5wZGY=?=", attachment).fileName()).isEqualTo("ÿÿ.pdf");
    }

    @ParameterizedTest
    @CsvSource({"message/rfc822,,attachment.eml", "message/rfc822,Offer,Offer.eml", "message/rfc822,a.msg,a.msg"})
    void namesAMailSoThatItOpens(String type, String name, String written) throws Exception {
        assertThat(forwarded(name, new DefaultAttachment(handler(type))).fileName())
                .isEqualTo(written);
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                Arguments.of("<logo@x>", "logo@x"),
                Arguments.of(" logo@x\r\n", "logo@x"),
                Arguments.of("<my logo>", null),
                Arguments.of("<a:b>", null),
                Arguments.of("", null),
                Arguments.of("<>", null),
                Arguments.of("<ä@x>", null),
                Arguments.of("<a>\r\nBcc: eve@example.org", null));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void leavesOutAnIdThatCannotBeWritten(String given, String written) throws Exception {
        DefaultAttachment attachment = new DefaultAttachment(handler("image/gif"));
        attachment.setHeader("Content-ID", given);
        ReceivedPart part = forwarded("f.gif", attachment);
        assertThat(part.contentId()).isEqualTo(written);
        assertThat(mailers.onlyMail().mail().rawText()).doesNotContain("eve@");
    }

    @Test
    void leavesOutAnIdThatAnotherPartHas() throws Exception {
        DefaultAttachment first = new DefaultAttachment(handler("image/gif"));
        first.setHeader("Content-ID", "<logo@x>");
        DefaultAttachment second = new DefaultAttachment(handler("image/png"));
        second.setHeader("Content-ID", "<logo@x>");
        Exchange exchange = send(BASE + "&html=h", prepared -> {
            AttachmentMessage message = prepared.getMessage(AttachmentMessage.class);
            message.addAttachmentObject("a.gif", first);
            message.addAttachmentObject("b.png", second);
        });

        assertThat(exchange.getException()).isNull();
        assertThat(mailers.onlyMail().mail().rawText())
                .containsOnlyOnce("Content-ID: <logo@x>")
                .contains("a.gif", "b.png");
    }

    @Test
    void leavesOutAnIdInTheNameThatCannotBeWritten() throws Exception {
        ReceivedPart part = forwarded("cid:my logo", new DefaultAttachment(handler("image/gif")));
        assertThat(part.contentId()).isNull();
        assertThat(part.fileName()).isEqualTo("my logo");
    }

    @ParameterizedTest
    @CsvSource({
        "contentType,'text/plain; charset = utf-8'",
        "contentType,pdf",
        "contentType,multipart/mixed",
        "contentId,my logo",
        "key,'a\u0000b'"
    })
    void isStrictAboutWhatTheRouteItselfWrites(String field, String value) {
        Map<String, Object> element = new HashMap<>(Map.of("key", "a.gif", "value", handler("image/gif")));
        element.put(field, value);
        assertThat(refusal(BASE, null, Map.of("MultipleAttachments", List.of(element))))
                .contains("MultipleAttachments[0]");
    }

    /** Found while the mail is read, and not with a server waiting. */
    @Test
    void refusesAHandlerThatCannotBeRead() {
        DataHandler unwritable = new DataHandler("a;b", "text/x-none-such");
        assertThat(refusal(BASE, null, Map.of("Attachments", Map.of("a.csv", unwritable))))
                .contains("Attachments[a.csv]: cannot be read");
    }
}
