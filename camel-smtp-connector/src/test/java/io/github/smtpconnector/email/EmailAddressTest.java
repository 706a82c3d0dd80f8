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

class EmailAddressTest {

    private static final String LABEL = "d".repeat(60);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ann              | ann
            a.b+c            | a.b+c
            jürgen           | jürgen
            ann lee          | "ann lee"
            .a               | ".a"
            a.               | "a."
            a..b             | "a..b"
            a"b\\c            | "a\\"b\\\\c"
            a@evil.example x | "a@evil.example x"
            a>b              | "a>b"
            a,b              | "a,b"
            a(b)             | "a(b)"
            """)
    void quotesTheLocalPartExactlyWhereItMust(String localPart, String wireForm) {
        assertThat(new EmailAddress(null, localPart, "example.com").addrSpec()).isEqualTo(wireForm + "@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\r",
                "a\n",
                "a\0",
                "a\t",
                "a\u0085",
                "a\u200Db",
                "a\u00A0b",
                "a\u202Eb",
                "a\uD800",
                "\u2028"
            })
    void acceptsNoLocalPartMadeByHandThatCannotBeSent(String localPart) {
        assertRefused(() -> new EmailAddress(null, localPart, "example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\r\n",
                "a>",
                "a.example>",
                "<a",
                "a@b",
                "a.",
                ".",
                "a,b",
                "a\0",
                "[a",
                "[127.0.0.1",
                "a]",
                "ex\u00ADample",
                "a\u200Cb",
                "\uD800"
            })
    void acceptsNoDomainMadeByHandThatCannotBeSent(String domain) {
        assertRefused(() -> new EmailAddress(null, "a", domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb",
                "a\nb",
                "\r\n",
                "a\tb",
                "a\0",
                "a\u0085",
                "a\u202E",
                "\u2028",
                "a\uDC00",
                "a\u202A",
                "a\u2066",
                "a\u2069",
                "a\u200B",
                "a\uFEFF",
                "a\u2060",
                "a\u061C",
                "a\u180E",
                "\uDB40\uDC67",
                "a\uDB40\uDC67",
                "\uD83C\uDFF4a\uDB40\uDC67",
                "\uD83C\uDFF3\uDB40\uDC67",
                "\uD83C\uDFF4\uDB40\uDC7F\uDB40\uDC67",
                "\uD83C\uDFF4\uDB40\uDC01"
            })
    void acceptsNoNameMadeByHandThatCannotBeShown(String displayName) {
        assertRefused(() -> new EmailAddress(displayName, "a", "example.com"));
    }

    @Test
    void holdsTheLocalPartToSixtyFourOctetsOnTheWire() {
        assertThat(new EmailAddress(null, "a".repeat(64), "b.c").localPart()).hasSize(64);
        assertThat(new EmailAddress(null, "ü".repeat(32), "b.c").localPart()).hasSize(32);
        assertThat(new EmailAddress(null, " ".repeat(62), "b.c").addrSpec()).hasSize(68);
        for (String tooLong :
                new String[] {"a".repeat(65), "ü".repeat(33), " ".repeat(63), " ".repeat(64), "\"".repeat(32)}) {
            assertThatThrownBy(() -> new EmailAddress(null, tooLong, "b.c"))
                    .hasMessage("more than 64 octets before the '@'");
        }
    }

    @Test
    void holdsEachLabelToSixtyThreeOctets() {
        assertThat(new EmailAddress(null, "a", "b".repeat(63) + ".c").domain()).hasSize(65);
        assertThatThrownBy(() -> new EmailAddress(null, "a", "b".repeat(64) + ".c"))
                .hasMessage("more than 63 octets between two dots of the domain");
        assertRefused(() -> new EmailAddress(null, "a", "ü".repeat(63) + ".c"));
    }

    @Test
    void holdsTheDomainTo255Octets() {
        String domain = (LABEL + ".").repeat(4) + "d".repeat(12);
        assertThatThrownBy(() -> new EmailAddress(null, "a", domain))
                .hasMessageContaining("more than 255 octets after the '@'");
        assertThatThrownBy(() -> new EmailAddress(null, "a", domain.substring(1)))
                .hasMessage("an address of more than 254 octets");
        String growing = ("ü".repeat(30) + ".").repeat(7) + "de";
        assertThatThrownBy(() -> new EmailAddress(null, "a", growing))
                .hasMessageContaining("more than 255 octets after the '@'");
    }

    @Test
    void holdsThePathTo254Octets() {
        String domain = (LABEL + ".").repeat(3) + "d".repeat(6);
        assertThat(new EmailAddress(null, "a".repeat(64), domain).addrSpec()).hasSize(254);
        assertThatThrownBy(() -> new EmailAddress(null, "a".repeat(64), domain + "d"))
                .hasMessage("an address of more than 254 octets");
    }

    @Test
    void holdsTheNameToALine() {
        assertThat(new EmailAddress("n".repeat(998), "a", "b.c").displayName()).hasSize(998);
        assertThatThrownBy(() -> new EmailAddress("n".repeat(999), "a", "b.c"))
                .hasMessage("a display name of more than 998 characters");
    }

    @Test
    void turnsADomainGivenByHandIntoALabels() {
        assertThat(new EmailAddress(null, "a", "Bücher.example").domain()).isEqualTo("xn--bcher-kva.example");
    }

    @Test
    void keepsOnlyNamesThatShowSomething() {
        for (String nothing : new String[] {"", "  ", "\u00A0\u3000", "\u200F", "\u00AD \u200D\u200C\u200E"}) {
            assertThat(new EmailAddress(nothing, "a", "b.c").displayName())
                    .as(nothing)
                    .isNull();
        }
        for (String something : new String[] {"\u06DD", ".", "\u200F.", "\uD83C\uDFF4"}) {
            assertThat(new EmailAddress(something, "a", "b.c").displayName()).isEqualTo(something);
        }
    }

    @ParameterizedTest
    @CsvSource({"a@b.c,a@B.C,true", "A@b.c,a@b.c,false", "a@bücher.example,a@XN--BCHER-KVA.example,true"})
    void takesDomainsInAnyCaseForOne(String one, String other, boolean same) {
        assertThat(EmailAddress.parse(one)
                        .key()
                        .equals(EmailAddress.parse(other).key()))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.c",
                "Ann Lee <a@b.c>",
                "\"Lee, Ann\" <a@b.c>",
                "\"a \\\"b\\\\\" <a@b.c>",
                "\"two  spaces\" <a@b.c>",
                "\" first\" <a@b.c>",
                "\"last \" <a@b.c>"
            })
    void showsItselfAsItIsWritten(String text) {
        assertThat(EmailAddress.parse(text)).hasToString(text);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        PermanentSmtpException refusal = catchThrowableOfType(PermanentSmtpException.class, making);
        assertThat(refusal).isNotNull();
        assertThat(refusal.getCategory()).isEqualTo(Category.ADDRESS_SYNTAX);
    }
}
