// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.testkit.ReceivedMail;
import io.github.smtpconnector.testkit.RecordingMailers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of a received mail, as camel-mail gives them, in the inputs of an answer. */
class ReceivedHeadersTest extends EmailReaderFixture {

    private static final String BASE = FROM + "&text=t";

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("=?UTF-8?Q?J=C3=BCrgen?= <j@example.com>", "Jürgen <j@example.com>"),
                Arguments.of("\"=?UTF-8?B?SsO8cmdlbg==?=\" <j@example.com>", "Jürgen <j@example.com>"),
                Arguments.of(
                        "=?iso-8859-1?Q?J=FCrgen?=\r\n =?iso-8859-1?Q?_Ra=DF?= <j@example.com>",
                        "Jürgen Raß <j@example.com>"),
                Arguments.of("=?us-ascii?Q?Ann=2C_the_first?= <j@example.com>", "Ann, the first <j@example.com>"),
                Arguments.of(
                        "=?us-ascii?Q?x=22_=3Ceve=40example.org=3E=2C?= <j@example.com>",
                        "x\" <eve@example.org>, <j@example.com>"),
                Arguments.of("=?x-none?Q?J=FC?= <j@example.com>", "=?x-none?Q?J=FC?= <j@example.com>"),
                Arguments.of(
                        "=?us-ascii?Q?a=0D=0ABcc=3A_x?= <j@example.com>",
                        "=?us-ascii?Q?a=0D=0ABcc=3A_x?= <j@example.com>"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsTheNameThatAnEncodedWordStandsFor(String given, String shown) throws Exception {
        for (Object form : List.of(given, List.of(given))) {
            mailers.sent.clear();
            RecordingMailers.Sent sent = sent(BASE, null, Map.of("To", form));
            assertThat(sent.envelope().recipients()).containsExactly("j@example.com");
            assertThat(sent.mail().mailboxes("To")).containsExactly(shown);
        }
    }

    @Test
    void readsFoldedListsAndSubjects() throws Exception {
        ReceivedMail mail = mail(
                BASE + "&to=a@example.com",
                null,
                Map.of(
                        "Cc",
                                "Ann <ann@example.com>,\r\n Bob <bob@example.com>,\r\n\t=?UTF-8?Q?=C3=84?= <c@example.com>",
                        "ReplyTo", "Ann\r\n <ann@example.com>",
                        "Headers", Map.of("Thread-Topic", "a long\r\n topic"),
                        "Subject", "Re: a long subject\r\n that was folded\r\n\ttwice"));
        assertThat(mail.mailboxes("Cc"))
                .containsExactly("Ann <ann@example.com>", "Bob <bob@example.com>", "Ä <c@example.com>");
        assertThat(mail.mailboxes("Reply-To")).containsExactly("Ann <ann@example.com>");
        assertThat(mail.header("Subject")).isEqualTo("Re: a long subject that was folded\ttwice");
        assertThat(mail.header("Thread-Topic")).isEqualTo("a long topic");
    }

    /** The option is the same input in another place. */
    @Test
    void unfoldsTheOptionAsWell() throws Exception {
        String options = FROM + "&to=x@example.com&text=t&subject=a%0D%0A%20b%0D%0A%09c";
        assertThat(mail(options, null, Map.of()).header("Subject")).isEqualTo("a b\tc");
    }

    /** Only what is a fold is taken for one: no line end may begin a field. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\n b", "a\r b", "a\r\n\r\n b", "a\r\n \r\nb"})
    void refusesEveryOtherLineEnd(String text) {
        assertThat(refusal(BASE + "&to=a@example.com", null, Map.of("Subject", text)))
                .containsIgnoringCase("subject");
        assertThat(refusal(BASE + "&to=a@example.com", null, Map.of("Headers", Map.of("X-A", text))))
                .contains("X-A");
        assertThat(refusal(
                        BASE + "&to=a@example.com",
                        null,
                        Map.of("Cc", "x <b@example.com>,\"" + text + "\" <c@example.com>")))
                .contains("Cc");
    }

    @Test
    void keepsOfAThreadWhatCanBeWritten() throws Exception {
        ReceivedMail mail = mail(
                BASE + "&to=a@example.com",
                null,
                Map.of(
                        "InReplyTo",
                        "Your message of Monday <a@b>\r\n",
                        "References",
                        List.of("<a@b><c@d>", "<e@f> (was: y)\r\n <ä@b>", "")));
        assertThat(mail.headers("In-Reply-To")).containsExactly("<a@b>");
        assertThat(mail.headers("References")).containsExactly("<a@b> <c@d> <e@f>");
    }

    @Test
    void namesThePlaceOfANullInAList() {
        for (String field : List.of("InReplyTo", "References", "ListUnsubscribe")) {
            assertThat(refusal(BASE + "&to=a@example.com", null, Map.of(field, Arrays.asList("<a@b>", null))))
                    .contains(field + ": has nothing (null) at [1]");
        }
    }
}
