// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers as other programs write them (RFC 5322 sections 3.6.4 and 4.5.4). */
class ThreadReaderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            <a@b>                                       | <a@b>
            <a@b><c@d>                                  | <a@b> <c@d>
            <a@b>,<c@d>                                 | <a@b> <c@d>
            <a@b>;<c@d>                                 | <a@b> <c@d>
            a@b c@d                                     | <a@b> <c@d>
            a@b,c@d;e@f                                 | <a@b> <c@d> <e@f>
            a@b<c@d>e@f                                 | <a@b> <c@d> <e@f>
            <no-domain>                                 | <no-domain>
            <a(1)@b[2]>                                 | <a(1)@b[2]>
            <@>                                         | <@>
            <a@b> (was: <x@y> (z) x) <c@d>              | <a@b> <c@d>
            (x)<a@b>(y\\) <x@y>)<c@d>                    | <a@b> <c@d>
            Your message of Monday <a@b>                | <a@b>
            Your message of "Mon, <x@y>" <a@b>          | <a@b>
            "a \\" <x@y>" <a@b>                          | <a@b>
            (not closed <a@b>                           | <a@b>
            ( (closed <x@y>) <a@b>                      | <x@y> <a@b>
            "not closed <a@b>                           | <a@b>
            not "closed <a@b> "twice <x@y>              | <x@y>
            <a@b                                        | ``
            <a@b <c@d>                                  | <c@d>
            a@b> <c@d>                                  | <a@b> <c@d>
            <a@b>> <c@d>                                | <a@b> <c@d>
            <> <c@d>                                    | <c@d>
            < > <c@d>                                   | <c@d>
            <ä@b> <c@d>                                 | <c@d>
            ä@b <c@d>                                   | <c@d>
            @b a@ @ <c@d>                               | <c@d>
            <"a"@b> <c@d>                               | <"a"@b> <c@d>
            <"a\\"b"@b> <c@d>                            | <"a\\"b"@b> <c@d>
            <"a b"@b> <c@d>                             | <c@d>
            <"a\\ b"@b> <c@d>                            | <c@d>
            <"a>b"@b> <c@d>                             | <c@d>
            <"a\\<b"@b> <c@d>                            | <c@d>
            <"a<b@c> <d@e>                              | <b@c> <d@e>
            < a@b > <c @ d>                             | <a@b> <c@d>
            `a@b\t<c@d>`                                | <a@b> <c@d>
            """)
    void readsWhatCanBeWritten(String text, String ids) {
        assertThat(MessageId.listed(text)).containsExactly(ids.isEmpty() ? new String[0] : ids.split(" "));
    }

    /** Folding is no content (RFC 5322 section 2.2.3), in any place and in any remains. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n ", "\n ", "\r\n\t", "\r\n", "\n", "\r"})
    void takesALineEndForABlank(String end) {
        assertThat(MessageId.listed(end + "<a@b>" + end + "<c@d>" + end)).containsExactly("<a@b>", "<c@d>");
        assertThat(MessageId.listed("a@b" + end + "c@d" + end)).containsExactly("<a@b>", "<c@d>");
        assertThat(MessageId.listed("<a." + end + "b@c>(" + end + ")<d@" + end + "e>"))
                .containsExactly("<a.b@c>", "<d@e>");
        assertThat(MessageId.listed("<\"a" + end + "b\"@c>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001", "\u007F", "\u0080", "\u000B", "\uD800", "\u2028", "\u00A0"})
    void leavesOutWhatNoFieldCanHold(String character) {
        assertThat(MessageId.listed("<a@b> <c" + character + "@d> e" + character + "@f <g@h>"))
                .containsExactly("<a@b>", "<g@h>");
    }

    @Test
    void leavesOutWhatIsLongerThanALine() {
        String longest = "<" + "a".repeat(898) + ">";
        assertThat(MessageId.listed(longest + " <a" + longest.substring(1) + " <b@c>"))
                .containsExactly(longest, "<b@c>");
        String bare = "a@" + "b".repeat(896);
        assertThat(MessageId.listed(bare + " " + bare + "b")).containsExactly("<" + bare + ">");
    }

    @Test
    void findsNoneWhereThereIsNone() {
        for (String text : List.of("", " ", ",", "no id at all", "()", "\"\"", "<", ">", "\"", "(", "\\")) {
            assertThat(MessageId.listed(text)).as(text).isEmpty();
        }
    }

    /** RFC 5537 section 3.4.4: the first names the thread, the last are those it goes on from. */
    @Test
    void keepsTheFirstAndTheLastOfALongThread() {
        List<String> thread =
                IntStream.range(0, 250).mapToObj(n -> "<" + n + "@x>").toList();
        List<String> kept = new ArrayList<>(List.of("<0@x>"));
        kept.addAll(thread.subList(151, 250));
        assertThat(MessageId.listed(String.join(" ", thread))).isEqualTo(kept).hasSize(100);
        List<String> whole = thread.subList(0, 100);
        assertThat(MessageId.listed(String.join("", whole))).isEqualTo(whole);
        assertThat(MessageId.listed(String.join("", thread.subList(0, 101))))
                .hasSize(100)
                .doesNotContain("<1@x>");
    }
}
