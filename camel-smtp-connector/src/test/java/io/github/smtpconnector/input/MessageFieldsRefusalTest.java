// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.email.Email;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFieldsRefusalTest extends EmailReaderFixture {

    private static final String DEFAULTS = FROM + "&to=x@example.com&text=t";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "TO",
                "Cc",
                "bcc",
                "Sender",
                "Reply-To",
                "Subject",
                "Date",
                "Message-ID",
                "MIME-Version",
                "Content-Type",
                "content-disposition",
                "Received",
                "Return-Path",
                "Resent-To",
                "DKIM-Signature",
                "ARC-Seal",
                "Authentication-Results",
                "In-Reply-To",
                "References",
                "Importance",
                "X-Priority",
                "List-Unsubscribe",
                "Disposition-Notification-To",
                "Delivered-To",
                "X A",
                "X:A",
                "X-Ä",
                "",
                "X\r\nBcc"
            })
    void refusesHeadersThatAreNotForARouteToWrite(String name) {
        assertThat(refusal(DEFAULTS, null, Map.of("Headers", Map.of(name, "v"))))
                .contains("Headers[");
    }

    @Test
    void namesTheInputToUseInstead() {
        assertThat(refusal(DEFAULTS, null, Map.of("Headers", Map.of("reply-to", "a@example.com"))))
                .contains("Headers[reply-to]: is refused here; use the input ReplyTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: eve@example.org", "a\nb", "a\rb", "a\0b"})
    void refusesHeadersThatWouldBeTwo(String text) {
        assertThat(refusal(DEFAULTS, null, Map.of("Headers", Map.of("X-A", text))))
                .contains("Headers[X-A]: U+00")
                .doesNotContain("eve@");
    }

    @Test
    void refusesHeadersThatAreNoTextsAndReportsAllTogether() {
        assertThat(refusal(
                        DEFAULTS,
                        Map.of("headers", Map.of("X-N", 5, "X-A", "1", "x-a", "2"), "priority", "urgent"),
                        Map.of("Date", "yesterday")))
                .contains("Headers[X-N]: is a number where a text belongs")
                .contains("is given twice")
                .contains("Priority: is none of high, normal and low")
                .contains("Date: is no ISO-8601 date");
    }

    @ParameterizedTest
    @CsvSource({
        "OwnMessageId, no-domain",
        "OwnMessageId, <a b@example.com>",
        "OwnMessageId, <a@example.com> <b@example.com>",
        "OwnMessageId, <a..b@example.com>",
        "Date, 2026-03-01",
        "Date, 2026-03-01T12:00:00",
        "Date, 0001-03-01T12:00:00Z",
        "Sender, 'a@example.com, b@example.com'",
        "Sender, nobody",
        "ReadReceiptTo, nobody",
        "ListUnsubscribe, http://example.com/u",
        "ListUnsubscribe, example.com/u",
        "ListUnsubscribe, 'https://example.com/u, https://example.com/v'",
        "ListUnsubscribe, https://",
        "ListUnsubscribe, mailto:nobody",
        "ListUnsubscribe, <https://example.com/ü>",
        "Headers, X-A: 1"
    })
    void refusesWhatIsNotOfItsForm(String input, String value) {
        assertThat(refusal(DEFAULTS, null, Map.of(input, value)).replace("-", ""))
                .contains(input.substring(0, 4));
    }

    @Test
    void refusesTimesWithoutZone() {
        assertThat(refusal(DEFAULTS, null, Map.of("Date", LocalDateTime.of(2026, 1, 1, 0, 0))))
                .contains("Date: is a java.time.LocalDateTime where");
        assertThat(refusal(DEFAULTS, null, Map.of("Date", 5))).contains("Date: is a number where");
    }

    /** With the zone that was given, and in UTC where the value has none. */
    static Stream<Arguments> dates() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("America/New_York"), Locale.ROOT);
        calendar.setTimeInMillis(noon.toEpochMilli());
        GregorianCalendar own = new GregorianCalendar(new SimpleTimeZone(-12_600_000, "Own"), Locale.ROOT);
        own.setTimeInMillis(noon.toEpochMilli());
        return Stream.of(
                Arguments.of(noon, "12:00:00 +0000"),
                Arguments.of(Date.from(noon), "12:00:00 +0000"),
                Arguments.of(new java.sql.Timestamp(noon.toEpochMilli()), "12:00:00 +0000"),
                Arguments.of(new java.sql.Date(noon.toEpochMilli()), "12:00:00 +0000"),
                Arguments.of(calendar, "07:00:00 -0500"),
                Arguments.of(own, "08:30:00 -0330"),
                Arguments.of(noon.atOffset(ZoneOffset.ofHoursMinutes(5, 45)), "17:45:00 +0545"),
                Arguments.of(noon.atZone(ZoneId.of("Europe/Berlin")), "13:00:00 +0100"),
                Arguments.of(noon.atZone(ZoneOffset.UTC), "12:00:00 +0000"),
                Arguments.of("2026-11-01T12:00:00Z", "12:00:00 +0000"),
                Arguments.of(" 2026-11-01T13:00+01:00 ", "13:00:00 +0100"),
                Arguments.of("2026-11-01T13:00:00.5+01:00[Europe/Berlin]", "13:00:00 +0100"),
                Arguments.of("2026-11-01T04:00:00-08:00", "04:00:00 -0800"),
                Arguments.of("2026-11-01T12:00:00-00:30", "12:00:00 -0030"),
                Arguments.of(new StringBuilder("2026-11-01T12:00:00+18:00"), "12:00:00 +1800"));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void takesDatesAsJavaHasThemWithTheirZone(Object date, String written) throws Exception {
        assertThat(mail(DEFAULTS, null, Map.of("Date", date)).header("Date")).isEqualTo("Sun, 1 Nov 2026 " + written);
    }

    @Test
    void refusesACalendarFarFromUtc() {
        GregorianCalendar far = new GregorianCalendar(new SimpleTimeZone(86_400_000, "Far"), Locale.ROOT);
        assertThat(refusal(DEFAULTS, null, Map.of("Date", far)))
                .contains("Date: has a zone more than 18 hours from UTC");
    }

    @Test
    void refusesAnOwnIdBesideAKey() {
        context.getRegistry().bind("repo", new MemoryIdempotentRepository());
        assertThat(refusal(
                        DEFAULTS + "&idempotentRepository=#repo",
                        null,
                        Map.of("OwnMessageId", "<a@example.com>", "IdempotencyKey", "k")))
                .contains("OwnMessageId: has no place beside idempotentRepository");
        Email email = Email.builder()
                .from("ann@example.com")
                .to("bob@example.com")
                .text("t")
                .messageId("<a@example.com>")
                .build();
        assertThat(refusal("idempotentRepository=#repo", email, Map.of("IdempotencyKey", "k")))
                .contains("OwnMessageId: has no place beside idempotentRepository");
    }

    @Test
    void takesTheIdOfTheMailBeforeForNoInput() throws Exception {
        assertThat(mail(DEFAULTS, null, Map.of("MessageId", "<before@example.com>"))
                        .header("Message-ID"))
                .isNotEqualTo("<before@example.com>");
    }

    @Test
    void takesTheHeaderBeforeTheOption() throws Exception {
        String options = DEFAULTS + "&listUnsubscribe=mailto:all@example.com";
        assertThat(mail(options, null, Map.of("ListUnsubscribe", "mailto:one@example.com"))
                        .header("List-Unsubscribe"))
                .isEqualTo("<mailto:one@example.com>");
        mailers.sent.clear();
        assertThat(mail(options, null, Map.of()).header("List-Unsubscribe")).isEqualTo("<mailto:all@example.com>");
    }
}
