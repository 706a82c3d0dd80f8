// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.github.smtpconnector.testkit.JakartaReader;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.ReceivedPart;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.WireClean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations over the wire, read back by mime4j and Jakarta Mail. */
class CalendarMailTest {

    private static final String EVENT = "BEGIN:VEVENT\nUID:1@example.com\nDTSTAMP:20261101T120000Z\n"
            + "DTSTART:20261102T090000Z\nSUMMARY:Gespräch über " + "Größe ".repeat(200)
            + "\nDESCRIPTION:METHOD:CANCEL\nORGANIZER:mailto:ann@example.com\nEND:VEVENT\n";
    private static final String INVITATION =
            "BEGIN:VCALENDAR\nVERSION:2.0\nMETH\n OD:REQUEST\n" + EVENT + "END:VCALENDAR\n";

    private final SmtpTestServer server = new SmtpTestServer().start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private Exchange send(Map<String, ?> inputs) {
        String uri = "smtp-connector:127.0.0.1:" + server.port()
                + "?useTls=false&from=ann@example.com&to=bob@example.com&bodyAs=INPUTS";
        return context.createProducerTemplate()
                .send(uri, sent -> sent.getMessage().setBody(inputs));
    }

    private byte[] arrived(Map<String, ?> inputs) {
        Exchange exchange = send(inputs);
        assertThat(exchange.getException()).isNull();
        byte[] octets = server.mails().get(0).content();
        WireClean.assertWireClean(octets);
        return octets;
    }

    @Test
    void goesBesideTextAndHtmlAndOnceMoreAsAFile() {
        byte[] octets = arrived(
                Map.of("text", "t", "html", "<p>h</p>", "calendar", INVITATION, "attachments", Map.of("a.txt", "x")));
        String tree = "mixed[alternative[text/plain,text/html,text/calendar],application/ics,text/plain]";
        String lines = INVITATION.replace("\n", "\r\n");
        ReceivedMail mime4j = ReceivedMail.parse(octets);
        assertThat(mime4j.tree()).isEqualTo(tree);
        assertThat(JakartaReader.parse(octets).tree()).isEqualTo(tree);
        assertThat(mime4j.rawText()).contains("Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n");
        for (List<ReceivedPart> parts :
                List.of(mime4j.attachments(), JakartaReader.parse(octets).attachments())) {
            assertThat(unfolded(parts.get(0).bytes())).isEqualTo(lines.replace("\r\n ", ""));
            assertThat(parts.get(0).disposition()).isNull();
            assertThat(unfolded(parts.get(1).bytes())).isEqualTo(lines.replace("\r\n ", ""));
            assertThat(parts.get(1).fileName()).isEqualTo("invite.ics");
            assertThat(parts.get(1).disposition()).isEqualTo("attachment");
        }
    }

    @Test
    void isAnInvitationToALibraryForCalendars() {
        List<ReceivedPart> parts = ReceivedMail.parse(arrived(Map.of("text", "t", "calendar", INVITATION)))
                .attachments();
        assertThat(parts).hasSize(2);
        for (ReceivedPart part : parts) {
            ICalendar calendar = Biweekly.parse(new String(part.bytes(), StandardCharsets.UTF_8))
                    .first();
            assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
            assertThat(calendar.getEvents()).hasSize(1);
            VEvent event = calendar.getEvents().get(0);
            assertThat(event.getUid().getValue()).isEqualTo("1@example.com");
            assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
            assertThat(event.getSummary().getValue()).isEqualTo("Gespräch über " + "Größe ".repeat(200));
        }
    }

    @Test
    void goesWithATextAlone() {
        assertThat(ReceivedMail.parse(arrived(Map.of("text", "t", "calendar", INVITATION)))
                        .tree())
                .isEqualTo("mixed[alternative[text/plain,text/calendar],application/ics]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an invitation",
                "BEGIN:VCALENDAR\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nMETHOD:REQUEST",
                "BEGIN:VCALENDAR\nMETHOD:INVITE\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nMETHOD:REQUEST\nMETHOD:CANCEL\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nMETHOD:REQUEST\nX:\0\nEND:VCALENDAR"
            })
    void refusesWhatNoCalendarActsUpon(String ics) {
        assertThat(send(Map.of("text", "t", "calendar", ics)).getException()).hasMessageContaining("Calendar: ");
        assertThat(server.connections()).isZero();
    }

    @Test
    void refusesOneWithoutWords() {
        assertThat(send(Map.of("calendar", INVITATION, "attachments", Map.of("a.txt", "x")))
                        .getException())
                .hasMessageContaining("Calendar: needs a text or html");
    }

    /** RFC 5545 section 3.1, which also says how long a line should be. */
    private static String unfolded(byte[] octets) {
        String calendar = new String(octets, StandardCharsets.UTF_8);
        assertThat(calendar.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        return calendar.replace("\r\n ", "");
    }
}
