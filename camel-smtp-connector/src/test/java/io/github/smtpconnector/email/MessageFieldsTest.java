// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other header fields, as {@link Email.Builder} takes them. */
class MessageFieldsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static MessageFields fields(UnaryOperator<Email.Builder> given) {
        return given.apply(Emails.valid()).build().fields();
    }

    private static void refused(UnaryOperator<Email.Builder> given, String problem) {
        Email.Builder mail = given.apply(Emails.valid());
        assertThatThrownBy(mail::build)
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void areNoneWhereNothingIsSaid() {
        assertThat(fields(mail -> mail)).isSameAs(MessageFields.NONE);
    }

    @Test
    void holdEverythingThatIsSaid() {
        EmailAddress other = EmailAddress.parse("other@example.com");
        MessageFields fields = fields(mail -> mail.sender("Agent <agent@example.com>")
                .readReceiptTo("a@example.com; b@example.com")
                .readReceiptTo(other)
                .messageId("own@example.com")
                .date(NOON)
                .inReplyTo("<1@x>")
                .references("<0@x>,\r\n <1@x>")
                .priority(Priority.HIGH)
                .listUnsubscribe("https://example.com/u, <mailto:out@example.com>")
                .header("X-B", "2")
                .header("X-A", "1\t1"));
        assertThat(fields)
                .isEqualTo(new MessageFields(
                        EmailAddress.parse("Agent <agent@example.com>"),
                        List.of(EmailAddress.parse("a@example.com"), EmailAddress.parse("b@example.com"), other),
                        "<own@example.com>",
                        NOON.atOffset(ZoneOffset.UTC),
                        List.of("<1@x>"),
                        List.of("<0@x>", "<1@x>"),
                        Priority.HIGH,
                        List.of("https://example.com/u", "mailto:out@example.com"),
                        Map.of("X-A", "1\t1", "X-B", "2")));
        assertThat(fields.headers().keySet()).containsExactly("X-B", "X-A");
    }

    /** Each alone is enough for the mail to have fields. */
    @Test
    void holdWhatIsSaidAlone() {
        EmailAddress ann = EmailAddress.parse("ann@example.com");
        assertThat(fields(mail -> mail.sender(ann)).sender()).isEqualTo(ann);
        assertThat(fields(mail -> mail.readReceiptTo(ann)).readReceiptTo()).containsExactly(ann);
        assertThat(fields(mail -> mail.messageId("<a@x>")).messageId()).isEqualTo("<a@x>");
        assertThat(fields(mail -> mail.date(NOON)).date()).isEqualTo(NOON.atOffset(ZoneOffset.UTC));
        assertThat(fields(mail -> mail.inReplyTo("a@x b@x")).inReplyTo()).containsExactly("<a@x>", "<b@x>");
        assertThat(fields(mail -> mail.references("a@x")).references()).containsExactly("<a@x>");
        assertThat(fields(mail -> mail.priority(Priority.LOW)).priority()).isEqualTo(Priority.LOW);
        assertThat(fields(mail -> mail.listUnsubscribe("mailto:a@x")).listUnsubscribe())
                .containsExactly("mailto:a@x");
        assertThat(fields(mail -> mail.header("X", "")).headers()).containsEntry("X", "");
    }

    @Test
    void nameOneSenderThatCanBeRead() {
        refused(mail -> mail.sender("a@example.com, b@example.com"), "Sender: 2 given; give one mailbox");
        refused(mail -> mail.sender("nobody"), "Sender: address 1 'nobody'");
        refused(mail -> mail.readReceiptTo("nobody"), "address 1 'nobody'");
    }

    @Test
    void haveADateOfFourDigits() {
        Instant first = Instant.parse("1900-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        assertThat(fields(mail -> mail.date(first)).date()).isEqualTo(first.atOffset(ZoneOffset.UTC));
        assertThat(fields(mail -> mail.date(last)).date()).isEqualTo(last.atOffset(ZoneOffset.UTC));
        refused(mail -> mail.date(first.minusNanos(1)), "Date: is not between the years 1900 and 9999");
        refused(mail -> mail.date(last.plusSeconds(1)), "Date: is not between the years 1900 and 9999");
        // The year that is written counts, in its zone.
        OffsetDateTime east = OffsetDateTime.parse("1900-01-01T00:00:00+14:00");
        OffsetDateTime west = OffsetDateTime.parse("9999-12-31T23:59:59-12:00");
        assertThat(fields(mail -> mail.date(east)).date()).isEqualTo(east);
        assertThat(fields(mail -> mail.date(west)).date()).isEqualTo(west);
        refused(mail -> mail.date(east.minusNanos(1)), "Date: is not between the years 1900 and 9999");
        refused(mail -> mail.date(west.plusSeconds(1)), "Date: is not between the years 1900 and 9999");
        refused(
                mail -> mail.date(OffsetDateTime.parse("9999-12-31T23:59:59-00:00:30")),
                "Date: is not between the years 1900 and 9999");
    }

    @Test
    void haveADateWithWholeMinutesOfOffset() {
        OffsetDateTime date = OffsetDateTime.parse("1937-06-01T12:00:00+00:19:32");
        assertThat(fields(mail -> mail.date(date)).date())
                .hasToString("1937-06-01T11:59:28+00:19")
                .isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-domain",
                "<a b@x>",
                "<a@x> <b@x>",
                "<a..b@x>",
                "<a@x",
                "",
                "<ä@x>",
                "<a@[]>",
                "<@x>",
                "<a@>",
                "<.a@x>",
                "<a.@x>",
                "<a@.x>",
                "<a@x.>",
                "<a@x..y>",
                "<a@x+y>",
                "<a(@x>",
                "<a@b@c>",
                "<a@[b>",
                "<a@[b]c>",
                "<a@[[b]>",
                "<a@[b\\]>",
                "<a@[b ]>",
                "<",
                "<>",
                "\"a\"@x"
            })
    void refuseAnOwnIdOfAnotherForm(String id) {
        refused(mail -> mail.messageId(id), "OwnMessageId: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a@x>", "<a.b-c!~@x-1.y_2>", "<a@[!Z^~]>", "<A@[IPv6:::1]>", "<a@-x->"})
    void takeAnOwnId(String id) {
        assertThat(fields(mail -> mail.messageId(id)).messageId()).isEqualTo(id);
    }

    @Test
    void takeIdsUpToTheirLengths() {
        String own = "<" + "a".repeat(246) + "@x>";
        assertThat(fields(mail -> mail.messageId(own)).messageId()).hasSize(250);
        refused(mail -> mail.messageId("a" + own.substring(1, 249)), "OwnMessageId: ");
        refused(mail -> mail.messageId("<a" + own.substring(1)), "of at most 250 ASCII characters");
        String listed = "<" + "a".repeat(898) + ">";
        assertThat(fields(mail -> mail.references(listed)).references()).containsExactly(listed);
        assertThat(fields(mail -> mail.references("<a" + listed.substring(1) + "<b@x>"))
                        .references())
                .containsExactly("<b@x>");
        assertThat(fields(mail -> mail.inReplyTo("<a<b>")).inReplyTo()).containsExactly("<b>");
    }

    @Test
    void namesInAnErrorStayShortAndOnOneLine() {
        refused(mail -> mail.header("X\r\nY", "v"), "Headers[X\\u000D\\u000AY]: the name must have");
        refused(mail -> mail.header("x".repeat(81), "v"), "Headers[" + "x".repeat(80) + "…]: the name must have");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/u?a=1,b=2 | https://example.com/u?a=1,b=2",
                "HTTPS://example.com/ | HTTPS://example.com/",
                "<https://example.com/u>,mailto:out@example.com | https://example.com/u;mailto:out@example.com",
                "mailto:a@x , mailto:b@x | mailto:a@x;mailto:b@x",
            })
    void readWhereToUnsubscribe(String given, String uris) {
        assertThat(fields(mail -> mail.listUnsubscribe(given)).listUnsubscribe())
                .containsExactly(uris.split(";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/u",
                "example.com/u",
                "https://",
                "https:///u",
                "mailto:nobody",
                "https://example.com/ü",
                "ftp://a@x",
                "https://example.com/u>",
                "<",
                "https://a/, https://b/"
            })
    void refuseWhereNobodyCanUnsubscribe(String given) {
        refused(mail -> mail.listUnsubscribe(given), "ListUnsubscribe: ");
    }

    @Test
    void takeUrisUpToTheirLength() {
        String longest = "https://x/" + "a".repeat(890);
        assertThat(fields(mail -> mail.listUnsubscribe(longest)).listUnsubscribe())
                .containsExactly(longest);
        refused(mail -> mail.listUnsubscribe(longest + "a"), "of at most 900 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reply-to | use the input ReplyTo",
                "MIME-Version | says how the mail is made",
                "Content-X | says how the mail is made",
                "Received | by who forwards, signs or delivers",
                "Resent-To | by who forwards, signs or delivers",
                "ARC-Seal | by who forwards, signs or delivers",
                "'' | the name must have 1 to 50",
                "X A | the name must have 1 to 50",
                "X:A | the name must have 1 to 50",
                "X-Ä | the name must have 1 to 50",
            })
    void refuseHeadersThatAreNotForASenderToWrite(String name, String problem) {
        refused(mail -> mail.header(name, "v"), "Headers[" + name + "]: ");
        refused(mail -> mail.header(name, "v"), problem);
    }

    @Test
    void takeHeaderNamesUpToTheirLength() {
        String longest = "X-" + "a".repeat(48);
        assertThat(fields(mail -> mail.header(longest, "v")).headers()).containsKey(longest);
        refused(mail -> mail.header(longest + "a", "v"), "the name must have 1 to 50");
        assertThat(fields(mail -> mail.header("Z!#$%&'*+-.^_`|~9", "v")).headers())
                .hasSize(1);
    }

    @Test
    void refuseHeadersThatWouldBeTwo() {
        refused(mail -> mail.header("X-A", "a\r\nBcc: eve@example.org"), "Headers[X-A]: U+000D has no place here");
        refused(mail -> mail.header("X-A", "1").header("x-a", "2"), "Headers[x-a]: is given twice");
        refused(
                mail -> mail.header("X-1", "1")
                        .header("X-2", "2")
                        .header("x-1", "3")
                        .header("X-3", "4"),
                "Headers[x-1]: is given twice");
    }
}
