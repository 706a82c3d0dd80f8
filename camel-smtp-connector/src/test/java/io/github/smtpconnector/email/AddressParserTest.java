// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
            ann@example.com                          | -                | ann                | example.com
            ` ann@example.com `                      | -                | ann                | example.com
            `\tann@example.com\t`                    | -                | ann                | example.com
            Ann@Example.COM                          | -                | Ann                | Example.COM
            a.b+c_d-e/f=g@example.com                | -                | a.b+c_d-e/f=g      | example.com
            !#$%&'*+-/=?^_{}~@example.com             | -                | !#$%&'*+-/=?^_{}~  | example.com
            root@localhost                           | -                | root               | localhost
            u@1and1.example                          | -                | u                  | 1and1.example
            <ann@example.com>                        | -                | ann                | example.com
            < ann@example.com >                      | -                | ann                | example.com
            Ann <ann@example.com>                    | Ann              | ann                | example.com
            Ann<ann@example.com>                     | Ann              | ann                | example.com
            `Ann   Lee\tSmith <ann@example.com>`     | Ann Lee Smith    | ann                | example.com
            John Q. Public <jqp@example.com>         | John Q. Public   | jqp                | example.com
            Dr.No <no@example.com>                   | Dr.No            | no                 | example.com
            O'Neil <o'neil@example.com>              | O'Neil           | o'neil             | example.com
            "Lee, Ann" <ann@example.com>             | Lee, Ann         | ann                | example.com
            "Lee; Ann: x" <ann@example.com>          | Lee; Ann: x      | ann                | example.com
            "say \\"hi\\" \\\\" <ann@example.com>        | say "hi" \\       | ann                | example.com
            "Lee, Ann" Smith <ann@example.com>       | Lee, Ann Smith   | ann                | example.com
            "a@evil.example" <ann@example.com>       | a@evil.example   | ann                | example.com
            "<a@evil.example>" <ann@example.com>     | <a@evil.example> | ann                | example.com
            "" <ann@example.com>                     | -                | ann                | example.com
            Jürgen Größe <j@example.com>             | Jürgen Größe     | j                  | example.com
            山田 太郎 <t@example.jp>                   | 山田 太郎          | t                  | example.jp
            瘍瘊 嘍 <t@example.jp>                     | 瘍瘊 嘍            | t                  | example.jp
            😀 Joy <joy@example.com>                 | 😀 Joy           | joy                | example.com
            =?UTF-8?Q?J=C3=BCrgen?= <j@example.com>  | =?UTF-8?Q?J=C3=BCrgen?= | j           | example.com
            =?utf-8?b?YUBiLmM=?=@example.com         | -                | =?utf-8?b?YUBiLmM=?= | example.com
            "ann lee"@example.com                    | -                | ann lee            | example.com
            "ann"@example.com                        | -                | ann                | example.com
            "a\\"b\\\\c"@example.com                    | -                | a"b\\c              | example.com
            "a..b"@example.com                       | -                | a..b               | example.com
            "a<b>,c"@example.com                     | -                | a<b>,c             | example.com
            "xclow3n@gmail.com x"@internal.domain    | -                | xclow3n@gmail.com x | internal.domain
            "a@evil.example x"@good.example          | -                | a@evil.example x   | good.example
            "a>,<b@evil.example"@good.example        | -                | a>,<b@evil.example | good.example
            Ann <"a b"@example.com>                  | Ann              | a b                | example.com
            jürgen@example.com                       | -                | jürgen             | example.com
            用户@例子.example                          | -                | 用户                | xn--fsqu00a.example
            u@bücher.example                         | -                | u                  | xn--bcher-kva.example
            u@BÜCHER.Example                         | -                | u                  | xn--bcher-kva.Example
            u@xn--bcher-kva.example                  | -                | u                  | xn--bcher-kva.example
            u@[127.0.0.1]                            | -                | u                  | [127.0.0.1]
            u@[IPv6:::1]                             | -                | u                  | [IPv6:::1]
            u@[IPv6:2001:db8::1]                     | -                | u                  | [IPv6:2001:db8::1]
            u@[IPv6:2001:db8::]                      | -                | u                  | [IPv6:2001:db8::]
            u@[ipv6:1:2:3:4:5:6:7:8]                 | -                | u                  | [ipv6:1:2:3:4:5:6:7:8]
            u@[IPv6:::ffff:192.0.2.1]                | -                | u                  | [IPv6:::ffff:192.0.2.1]
            u@[IPv6:1:2:3:4:5:6:192.0.2.1]           | -                | u                  | [IPv6:1:2:3:4:5:6:192.0.2.1]
            (boss) ann@example.com                   | -                | ann                | example.com
            ann@example.com (Ann (the) Lee)          | -                | ann                | example.com
            ann@example.com(Ann)                     | -                | ann                | example.com
            ann@example.com (a \\) b) (c)             | -                | ann                | example.com
            Ann (home) Lee <ann@example.com> (x)     | Ann Lee          | ann                | example.com
            Ann <ann@example.com (home)>             | Ann              | ann                | example.com
            (1(2(3(4(5))))) ann@example.com          | -                | ann                | example.com
            """)
    void readsNameAndAddress(String text, String displayName, String localPart, String domain) {
        assertThat(AddressParser.parseList(text)).containsExactly(new EmailAddress(displayName, localPart, domain));
        assertThat(AddressParser.parseOne(text))
                .hasToString(new EmailAddress(displayName, localPart, domain).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.c,d@e.f",
                "a@b.c;d@e.f",
                "a@b.c, d@e.f",
                "a@b.c ; d@e.f",
                "a@b.c,,d@e.f",
                ",;a@b.c, ;d@e.f,",
                "a@b.c,\td@e.f;  ",
                "<a@b.c>,<d@e.f>"
            })
    void separatesByCommaAndSemicolonAndToleratesEmptyElements(String text) {
        assertThat(AddressParser.parseList(text))
                .extracting(EmailAddress::addrSpec)
                .containsExactly("a@b.c", "d@e.f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", ",", " ; , "})
    void readsNothingFromABlankList(String text) {
        assertThat(AddressParser.parseList(text)).isEmpty();
    }

    /** Files, secrets and blocks of YAML end with a line end. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", " \n", "\n\n", "\t\r\n ", ",\n", " (x)\n"})
    void leavesOutALineEndAtTheVeryEnd(String end) {
        EmailAddress ann = new EmailAddress("Ann", "ann", "example.com");
        EmailAddress bob = new EmailAddress(null, "bob", "example.com");
        assertThat(AddressParser.parseList("Ann <ann@example.com>, bob@example.com" + end))
                .containsExactly(ann, bob);
        assertThat(AddressParser.parseOne("Ann <ann@example.com>" + end)).isEqualTo(ann);
        assertThat(AddressParser.parseList("\r\n")).isEmpty();
    }

    @Test
    void keepsSeparatorsWithinQuotesAndComments() {
        assertThat(AddressParser.parseList("\"Lee, Ann; x\" <a@b.c> (one, two; three), d@e.f"))
                .isEqualTo(List.of(new EmailAddress("Lee, Ann; x", "a", "b.c"), new EmailAddress(null, "d", "e.f")));
    }

    @Test
    void takesBarAndBacktickForLetters() {
        assertThat(AddressParser.parseOne("a|`b@b.c")).isEqualTo(new EmailAddress(null, "a|`b", "b.c"));
    }

    @Test
    void keepsTheJoinersThatNamesAreWrittenWith() {
        assertThat(AddressParser.parseOne("\u0645\u06CC\u200C\u062E \uD83D\uDC69\u200D\uD83D\uDCBB <a@b.c>")
                        .displayName())
                .isEqualTo("\u0645\u06CC\u200C\u062E \uD83D\uDC69\u200D\uD83D\uDCBB");
    }

    /** RFC 6532 section 3 allows them, and many address books have them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "Team \uD83C\uDFF4\uDB40\uDC20\uDB40\uDC7F.x",
                "\u0627\u0644\u200F\u0639",
                "\u05D0\u200E",
                "\u200FA",
                "Donau\u00ADdampf",
                "\u0600\u0661",
                "\u0605\u0661",
                "\u06DD\u0661",
                "\u070F\u0710",
                "\u0890\u0661",
                "\u0891\u0661",
                "\u08E2\u0661",
                "\uD804\uDCBD\u0661",
                "\uD804\uDCCD\u0661"
            })
    void keepsWhatNamesAreWrittenWith(String name) {
        for (String text :
                new String[] {name + " <a@b.c>", "\"" + name + "\" <a@b.c>", "(" + name + ") " + name + "<a@b.c>"}) {
            assertThat(AddressParser.parseOne(text)).as(text).isEqualTo(new EmailAddress(name, "a", "b.c"));
        }
        assertThat(AddressParser.parseOne(new EmailAddress(name, "a", "b.c").toString())
                        .displayName())
                .isEqualTo(name);
    }
}
