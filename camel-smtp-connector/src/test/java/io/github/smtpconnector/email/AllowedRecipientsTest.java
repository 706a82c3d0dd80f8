// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRecipientsTest {

    @ParameterizedTest(name = "{0} allows {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            *@example.com                | ann@example.com                 | true
            *@example.com                | Ann@EXAMPLE.com                 | true
            *@EXAMPLE.com                | ann@example.com                 | true
            *@example.com                | ann@sub.example.com             | false
            *@example.com                | ann@example.com.evil            | false
            *@example.com                | ann@badexample.com              | false
            *@example.com                | "x@example.com"@evil.com        | false
            *@example.com                | "x@evil.com"@example.com        | true
            *@*.example.com              | ann@sub.example.com             | true
            *@*.example.com              | ann@a.b.example.com             | true
            *@*.example.com              | ann@example.com                 | false
            ops-*@example.*              | ops-1@example.org               | true
            ops-*@example.*              | OPS-@example.co.uk              | true
            ops-*@example.*              | dev-1@example.org               | false
            ops-*@example.*              | ops-1@example                   | false
            ann@example.com              | ann@example.com                 | true
            Ann@example.com              | aNN@example.com                 | true
            ann@example.com              | anna@example.com                | false
            ann@example.com              | joann@example.com               | false
            a*b*c@example.com            | abc@example.com                 | true
            a*b*c@example.com            | axxbxxc@example.com             | true
            a*b*c@example.com            | axxcxxb@example.com             | false
            a*bc*c@example.com           | abc@example.com                 | false
            a*a@example.com              | a@example.com                   | false
            a*a@example.com              | aa@example.com                  | true
            a*xy*ya@example.com          | axya@example.com                | false
            **@example.com               | ann@example.com                 | true
            *@bücher.example             | ann@xn--bcher-kva.example       | true
            *@*.bücher.example           | ann@x.bücher.example            | true
            jürgen@example.com           | JÜRGEN@example.com              | true
            *                            | ann@anywhere.example            | true
            `a@x.example,;*@y.example;`  | b@y.example                     | true
            `a@x.example; *@y.example`   | b@x.example                     | false
            *@[127.0.0.1]                | ann@[127.0.0.1]                 | true
            """)
    void allowsWhatAPatternMatches(String patterns, String recipient, boolean allowed) {
        assertThat(AllowedRecipients.of(patterns).allows(EmailAddress.parse(recipient)))
                .isEqualTo(allowed);
    }

    @Test
    void allowsEverybodyByDefault() {
        assertThat(AllowedRecipients.all().allows(EmailAddress.parse("\"any body\"@[192.0.2.1]")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",;",
                "example.com",
                "@example.com",
                "ann@",
                "a@b@example.com",
                "\"a b\"@example.com",
                "a b@example.com",
                "Ann <ann@example.com>",
                "ann@exa mple.com",
                "ann@*_x.com",
                "ann@*.ex..com",
                "ann@*.b_d.com",
                "ann@example.com.",
                "ann@\uFB01nanz.*",
                "a\n@example.com",
                "a\u00AD@example.com",
                "*@*.example.com>",
                "ann@*b\u00FCcher.example"
            })
    void refusesPatternsThatNoAddressMatches(String pattern) {
        PermanentSmtpException refusal =
                catchThrowableOfType(PermanentSmtpException.class, () -> AllowedRecipients.of(pattern));
        assertThat(refusal).isNotNull().hasMessageContaining("allowed recipient");
        assertThat(refusal.getCategory()).isEqualTo(Category.CONFIG);
    }

    @Test
    void namesTheBadPattern() {
        assertThat(catchThrowableOfType(
                        PermanentSmtpException.class, () -> AllowedRecipients.of("*@ok.example, nonsense")))
                .hasMessage("the allowed recipient 'nonsense': no address, and no pattern like *@example.com");
    }

    @Test
    void matchesManyStarsWithoutGoingBack() {
        Wildcard hostile = new Wildcard("*a".repeat(10_000) + "b");
        String text = "a".repeat(1_000_000);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> hostile.matches(text)))
                .isFalse();
    }

    @Test
    void takesPatternsUpToTheirLength() {
        String longest = "*".repeat(488) + "@example.com";
        assertThat(AllowedRecipients.of(longest).allows(EmailAddress.parse("ann@example.com")))
                .isTrue();
        PermanentSmtpException refusal =
                catchThrowableOfType(PermanentSmtpException.class, () -> AllowedRecipients.of("*" + longest));
        assertThat(refusal).hasMessageEndingWith(": more than 500 characters");
    }
}
