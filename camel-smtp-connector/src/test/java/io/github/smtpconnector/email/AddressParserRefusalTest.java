// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserRefusalTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ann                                   | no '@'
            Ann Lee                               | no '@'
            (only a comment)                      | no '@'
            @example.com                          | nothing before the '@'
            ""@example.com                        | nothing before the '@'
            ann@                                  | nothing after the '@'
            ann@ example.com                      | white space or a comment after the '@'
            ann @example.com                      | white space or a comment before the '@'
            ann lee@example.com                   | white space or a comment before the '@'
            u(x)@good.example                     | white space or a comment before the '@'
            Ann <u (x) @good.example>             | white space or a comment before the '@'
            u@(x)good.example                     | white space or a comment after the '@'
            u@good(x)evil                         | more text after the address
            u@good(x).evil                        | more text after the address
            Ann <u@good(x)evil>                   | 'e' has no place here
            Ann <u@good(x).evil>                  | '.' has no place here
            a@b.example c@d.example               | more text after the address
            a@b.example <c@d.example>             | an address before '<'
            <a@b.example> <c@d.example>           | more text after the address
            <a@b.example> Ann                     | more text after the address
            ann@@example.com                      | a second '@'; an address has one
            Ann <ann@@example.com>                | a second '@'; an address has one
            @@example.com                         | a second '@'; an address has one
            a@b@c.example                         | more text after the address
            <a@b@c.example>                       | '@' has no place here
            Ann <>                                | no '@' after '<'
            <>                                    | no '@' after '<'
            Ann <ann>                             | no '@' after '<'
            Ann <ann@example.com                  | '<' without '>'
            Ann <ann                              | no '@' after '<'
            Ann <<ann@example.com>>               | '<' has no place here
            ann@example.com>                      | more text after the address
            Ann ann@example.com>                  | white space or a comment before the '@'
            <@a.example,@b.example:c@d.example>   | a source route
            <@a.example:c@d.example>              | a source route
            < @a.example:c@d.example>             | a source route
            undisclosed-recipients:;              | a group
            team: a@b.example, c@d.example;       | a group
            "a team": a@b.example;                | a group
            mailto:ann@example.com                | a group
            [External] Ann <ann@example.com>      | '[' has no place here
            a\\b@example.com                       | '\\' has no place here
            "Ann <ann@example.com>                | without end
            "Ann\\                                 | without end
            Ann (home <ann@example.com>           | without end
            a@[127.0.0.1                          | without end
            ((((((deep)))))) a@b.example          | nested deeper than 5
            .ann@example.com                      | a dot first, last or twice before the '@'
            ann.@example.com                      | a dot first, last or twice before the '@'
            a..n@example.com                      | a dot first, last or twice before the '@'
            "a".b@example.com                     | a quoted string beside other text
            "a""b"@example.com                    | a quoted string beside other text
            a@example.com.                        | begins or ends with a dot
            a@.example.com                        | begins or ends with a dot
            a@example..com                        | begins or ends with a dot
            a@ex_ample.com                        | 'ex_ample' is no part of a domain name
            a@-example.com                        | '-example' is no part of a domain name
            a@example-.com                        | 'example-' is no part of a domain name
            a@b!c.example                         | 'b!c' is no part of a domain name
            a@ﬁnanz.example                        | 'ﬁnanz' in the domain has no single reading
            a@ｅxample.com                         | has no single reading
            a@example。com                         | has no single reading
            a@examp①e.com                         | has no single reading
            a@-ä.example                          | has no single reading
            a@[127.0.0.256]                       | no IP address
            a@[127.0.0.01]                        | no IP address
            a@[127.0.0]                           | no IP address
            a@[127.0.0.1.1]                       | no IP address
            a@[127.0..1]                          | no IP address
            a@[١27.0.0.1]                         | no IP address
            a@[]                                  | no IP address
            a@[example.com]                       | no IP address
            a@[2001:db8::1]                       | no IP address
            a@[IPv6:]                             | no IP address
            a@[IPv6:1::2::3]                      | no IP address
            a@[IPv6:1:2:3:4:5:6:7]                | no IP address
            a@[IPv6:1:2:3:4:5:6:7:8:9]            | no IP address
            a@[IPv6:1:2:3:4::5:6:7:8]             | no IP address
            a@[IPv6:12345::]                      | no IP address
            a@[IPv6:g::]                          | no IP address
            a@[IPv6:192.0.2.1::]                  | no IP address
            a@[IPv6:fe80::1%eth0]                 | no IP address
            a@[127.0.0.1]x                        | more text after the address
            """)
    void refusesWhatIsNotOneAddress(String text, String problem) {
        PermanentSmtpException refusal =
                catchThrowableOfType(PermanentSmtpException.class, () -> AddressParser.parseList(text));
        assertThat(refusal).as(text).isNotNull().hasMessageContaining(problem);
        assertThat(refusal.getCategory()).isEqualTo(Category.ADDRESS_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\0",
                "\u0001",
                "\u001B",
                "\u007F",
                "\u0080",
                "\u0085",
                "\u009F",
                "\u061C",
                "\u200B",
                "\u2028",
                "\u2029",
                "\u202A",
                "\u202E",
                "\u2060",
                "\u2066",
                "\u2069",
                "\uFEFF",
                "\uD800",
                "\uDC00",
                "\uDFFF",
                "\uDC00\uD800",
                "\uDB40\uDC41"
            })
    void refusesControlsAndHiddenCharactersEverywhere(String bad) {
        for (String text : new String[] {
            bad + "a@b.example",
            "a" + bad + "b@b.example",
            "\"a" + bad + "\"@b.example",
            "\"a\\" + bad + "\"@b.example",
            "a@b" + bad + ".example",
            "a@b.example" + bad + "x",
            "a@b.example" + bad + "(c)",
            "a@b.example " + bad + ", c@d.example",
            "a@b.example" + bad + "RCPT TO:<x@y.z>",
            "N" + bad + "n <a@b.example>",
            "\"N" + bad + "n\" <a@b.example>",
            "(c" + bad + ") a@b.example",
            "<a@b.example" + bad + ">",
            "<a@b.example>" + bad + ",",
            "a@[127.0.0.1" + bad + "]",
            "a@b.example," + bad + ",c@d.example"
        }) {
            assertThatThrownBy(() -> AddressParser.parseList(text))
                    .isInstanceOf(PermanentSmtpException.class)
                    .message()
                    .doesNotContain(bad);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200C",
                "\u200D",
                "\u00A0",
                "\u3000",
                "\u2007",
                "\u00AD",
                "\u200E",
                "\u200F",
                "\u06DD",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC7F"
            })
    void refusesWithinTheAddressItselfWhatOnlyANameMayHold(String hidden) {
        for (String text : new String[] {
            hidden + "a@b.example",
            "a" + hidden + "b@b.example",
            "a" + hidden + "@b.example",
            "\"a" + hidden + "\"@b.example",
            "a@" + hidden + "b.example",
            "a@b" + hidden + "c.example",
            "a@b.example" + hidden,
            "a@b.example" + hidden + " (c)",
            "N <" + hidden + "a@b.example>",
            "N <a@b.example" + hidden + ">",
            "N <a@b.example>" + hidden,
            "a@[127.0.0.1" + hidden + "]",
            "a@b.example," + hidden + ",c@d.example"
        }) {
            assertThatThrownBy(() -> AddressParser.parseList(text))
                    .as(text)
                    .isInstanceOf(PermanentSmtpException.class)
                    .message()
                    .doesNotContain(hidden);
        }
        assertThatThrownBy(() -> AddressParser.parseList("a@b" + hidden + "c.example"))
                .hasMessageEndingWith("in the domain has no single reading; write it in ASCII (xn--...)");
    }

    @Test
    void namesTheElementThatCannotBeRead() {
        assertThatThrownBy(() -> AddressParser.parseList("a@b.example,, foo bar ,c@d.example"))
                .hasMessage("address 2 'foo bar ': no '@'");
    }

    @Test
    void showsNoMoreThanEightyCharactersOfIt() {
        assertThatThrownBy(() -> AddressParser.parseList("x".repeat(100)))
                .hasMessage("address 1 '" + "x".repeat(80) + "…': no '@'");
        assertThatThrownBy(() -> AddressParser.parseList("x".repeat(80)))
                .hasMessageContaining("'" + "x".repeat(80) + "'");
        assertThatThrownBy(() -> AddressParser.parseList("x".repeat(79) + "😀😀"))
                .hasMessage("address 1 '" + "x".repeat(79) + "…': no '@'");
    }

    @Test
    void showsAsMuchOfItWhereverItBeginsAndFails() {
        assertThatThrownBy(() -> AddressParser.parseList("a@b.example,<@" + "x".repeat(100)))
                .hasMessageStartingWith("address 2 '<@" + "x".repeat(78) + "…': a source route");
    }

    @Test
    void namesACharacterThatNobodySeesByItsNumber() {
        assertThatThrownBy(() -> AddressParser.parseList("a\u007Fb@c.example"))
                .hasMessageEndingWith(": U+007F has no place here");
    }

    @Test
    void readsAnAddressOf4096CharactersAndNoLongerOne() {
        assertThat(AddressParser.parseList("(" + "x".repeat(4089) + ")a@b.c")).hasSize(1);
        assertThatThrownBy(() -> AddressParser.parseList("(" + "x".repeat(4090) + ")a@b.c"))
                .hasMessageEndingWith(": more than 4096 characters");
    }

    @Test
    void escapesWhatItShows() {
        assertThatThrownBy(() -> AddressParser.parseList("a\r\nRCPT TO:<x@y.z>\uD800"))
                .hasMessage("address 1 'a\\u000D\\u000ARCPT TO:<x@y.z>\\uD800': U+000D has no place here");
    }

    @Test
    void wantsExactlyOneWhereOneIsExpected() {
        assertThatThrownBy(() -> AddressParser.parseOne(" ,")).hasMessage("no address");
        assertThatThrownBy(() -> AddressParser.parseOne("a@b.c,d@e.f")).hasMessage("2 addresses where one is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u200B", "\uFEFF", "\u2060", "\u200F", "\u00AD", "\u3000", "\u202E"})
    void namesWhatNobodySeesAroundAnAddress(String hidden) {
        String named = String.format("U+%04X has no place", (int) hidden.charAt(0));
        for (String text : new String[] {
            hidden + "a@b.example",
            "a@b.example" + hidden,
            "<a@b.example" + hidden + ">",
            "<a@b.example>" + hidden,
            "<" + hidden + "a@b.example>",
            "a@b.example, c@d.example" + hidden + ", e@f.example"
        }) {
            assertThatThrownBy(() -> AddressParser.parseList(text)).as(text).hasMessageContaining(named);
        }
    }

    @Test
    void tellsThatANameWithACommaBelongsInQuotes() {
        assertThatThrownBy(() -> AddressParser.parseList("Lee, Ann <ann@example.com>"))
                .hasMessage("address 1 'Lee': no '@'; a name with ',' belongs in double quotes");
        assertThatThrownBy(() -> AddressParser.parseList("a@b.example; Lee (x); Ann; Dr. <ann@example.com>"))
                .hasMessage("address 2 'Lee (x)': no '@'; a name with ';' belongs in double quotes");
        for (String text : new String[] {"Lee, ann@example.com", "Lee, Ann", "Lee, a@b.c <a@b.c>"}) {
            assertThatThrownBy(() -> AddressParser.parseList(text)).hasMessage("address 1 'Lee': no '@'");
        }
        assertThatThrownBy(() -> AddressParser.parseList("Lee," + "x".repeat(4096) + "<a@b.c>"))
                .hasMessage("address 1 'Lee': no '@'");
        assertThatThrownBy(() -> AddressParser.parseList("Lee," + "x".repeat(4095) + "<a@b.c>"))
                .hasMessageEndingWith("belongs in double quotes");
    }

    /** Camel decodes options as forms are: a plus sign arrives as a blank. */
    @Test
    void tellsWhatMayHaveBecomeOfAPlusSign() {
        String advice = "white space or a comment before the '@'; where that was a '+' in an endpoint's URI or YAML"
                + " parameter, write the value as RAW(...)";
        assertThatThrownBy(() -> AddressParser.parseList("ann tag@example.com")).hasMessageEndingWith(advice);
        assertThatThrownBy(() -> AddressParser.parseList("Ann <ann tag@example.com>"))
                .hasMessageEndingWith(advice);
        for (String text : new String[] {"ann @example.com", "a b c@example.com", "\"a\" b@example.com"}) {
            assertThatThrownBy(() -> AddressParser.parseList(text))
                    .hasMessageEndingWith("white space or a comment before the '@'");
        }
    }
}
