// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    private static String object(String lines) {
        return "BEGIN:VCALENDAR\n" + lines + "\nEND:VCALENDAR";
    }

    @ParameterizedTest
    @CsvSource({
        "METHOD:REQUEST, REQUEST",
        "method: cancel, CANCEL",
        "METHOD;X-A=B:REPLY, REPLY",
        "'MET\n HOD:ADD', ADD",
        "'X-METHOD:PUBLISH\nMETHOD:COUNTER', COUNTER",
    })
    void readsTheMethod(String lines, String method) {
        assertThat(Calendar.parse(object(lines)).method()).isEqualTo(method);
    }

    @Test
    void endsEveryLineAsMailDoes() {
        assertThat(Calendar.parse(" \r\nBEGIN:VCALENDAR\rMETHOD:REQUEST\r\nX:1\nend:vcalendar \n\n")
                        .text())
                .isEqualTo("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX:1\r\nend:vcalendar\r\n");
    }

    @Test
    void isAFileForProgramsWithoutACalendar() throws Exception {
        Calendar calendar = Calendar.parse(object("METHOD:REQUEST\nSUMMARY:Grüße"));
        Attachment file = calendar.file();
        assertThat(file.fileName()).isEqualTo("invite.ics");
        assertThat(file.contentType()).isEqualTo("application/ics");
        assertThat(file.content().open()).hasBinaryContent(calendar.text().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goesWithTheWordsOfAMail() {
        String request = object("METHOD:REQUEST");
        assertThat(Emails.valid().calendar(request).build().calendar()).isEqualTo(Calendar.parse(request));
        assertThat(Emails.addressed().html("").calendar(request).build().calendar())
                .isNotNull();
        Attachment file = Attachment.of("a", new byte[0]);
        String alone = "Calendar: needs a text or html beside it";
        assertThatThrownBy(Emails.addressed().attach(file).calendar(request)::build)
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageContaining(alone);
        assertThatThrownBy(Emails.valid().calendar("x")::build)
                .hasMessageContaining("Calendar: is no iCalendar object")
                .hasMessageNotContaining(alone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "METHOD:REQUEST",
                "BEGIN:VCALENDAR\nMETHOD:REQUEST",
                "METHOD:REQUEST\nEND:VCALENDAR",
                "x\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"
            })
    void refusesWhatIsNoCalendar(String text) {
        refused(text, "is no iCalendar object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUMMARY:none", "METHOD:INVITE", "METHOD:REQUEST\nMETHOD:REQUEST", "X METHOD:REQUEST"})
    void refusesAMethodThatIsMissingDoubledOrUnknown(String lines) {
        refused(object(lines), "needs one line METHOD");
    }

    @Test
    void refusesTheCharacterThatEndsTexts() {
        refused(object("METHOD:REQUEST\0"), "U+0000 has no place here");
        refused("\0" + object("METHOD:REQUEST"), "U+0000 has no place here");
    }

    /** No charset can write it, and a question mark would take its place. */
    @Test
    void refusesHalfACharacter() {
        refused(object("METHOD:REQUEST\nSUMMARY:\uD83D"), "U+D83D has no place here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", " \n\uFEFF", "\uFEFF\r\n "})
    void leavesOutAByteOrderMarkBeforeTheFirstLine(String before) {
        String object = object("METHOD:REQUEST");
        assertThat(Calendar.parse(before + object)).isEqualTo(Calendar.parse(object));
        assertThat(Emails.valid().calendar(before + object).build().calendar()).isEqualTo(Calendar.parse(object));
        refused("\uFEFF\uFEFF" + object, "is no iCalendar object");
        assertThat(Calendar.parse(object("METHOD:REQUEST\nSUMMARY:\uFEFFa")).text())
                .contains("SUMMARY:\uFEFFa");
    }

    /** A calendar made by hand is the same or is refused: its method stands in a header. */
    @Test
    void isCheckedHoweverItIsMade() {
        String request = object("METHOD:REQUEST");
        assertThat(new Calendar(request, "REQUEST")).isEqualTo(Calendar.parse(request));
        for (String method : new String[] {"CANCEL", "request", "", "REQUEST\r\nBcc: eve@example.org"}) {
            assertThatThrownBy(() -> new Calendar(request, method))
                    .isInstanceOf(PermanentSmtpException.class)
                    .hasMessageStartingWith("says METHOD:REQUEST, and '")
                    .message()
                    .doesNotContain("\n");
        }
        assertThatThrownBy(() -> new Calendar("METHOD:REQUEST", "REQUEST"))
                .hasMessageContaining("is no iCalendar object");
    }

    private static void refused(String text, String problem) {
        assertThatThrownBy(() -> Calendar.parse(text))
                .isInstanceOf(PermanentSmtpException.class)
                .hasMessageStartingWith(problem);
    }
}
